"""Words of Turkish dates, with the endings that follow them."""

from __future__ import annotations

from .lexicon import Lexicon

__all__ = ["TURKISH"]

_CASE = r"(?:['’]?(?:[dt][ae]n?|n?[ıiuü]n?|y?[ae]|[dt]aki|[dt]eki))?"
_MONTH_CASE = (
    r"(?:['’](?:[dt][ae]n?|[dt][ae]ki|[ıiuü]n?|y?[ae]|s[ıiuü]n?)\b|\s+ay[ıi]\w*)"
)

TURKISH = Lexicon(
    language="tr",
    months=(
        (r"(?-i:Ocak|OCAK)", 1),
        (r"(?-i:Şubat|ŞUBAT)", 2),
        (r"(?-i:Mart|MART)", 3),
        (r"(?-i:Nisan|NİSAN)", 4),
        (r"(?-i:Mayıs|MAYIS)", 5),
        (r"(?-i:Haziran|HAZİRAN)", 6),
        (r"(?-i:Temmuz|TEMMUZ)", 7),
        (r"(?-i:Ağustos|AĞUSTOS)", 8),
        (r"(?-i:Eylül|EYLÜL)", 9),
        (r"(?-i:Ekim|EKİM)", 10),
        (r"(?-i:Kasım|KASIM)", 11),
        (r"(?-i:Aralık|ARALIK)", 12),
    ),
    month_alone=("", rf"(?={_MONTH_CASE}|\s+(?:baş|orta|son)\w+)"),
    weekdays=(
        (r"pazartesi", 0),
        (r"salı", 1),
        (r"çarşamba", 2),
        (r"perşembe", 3),
        (r"cumartesi", 5),
        (r"cuma", 4),
        (r"pazar", 6),
    ),
    bare_weekday=False,
    after_weekday=r"(?=\s+(?:günü|gün|gece|akşam|sabah|öğle)|['’])",
    seasons=(
        (r"(?:ilkbahar|bahar)(?:ı|ında|ından)?", "spring"),
        (r"yaz(?:ı|ında|ından)?", "summer"),
        (r"(?:sonbahar|güz)(?:ı|ında|ından)?", "autumn"),
        (r"kış(?:ı|ında|ından)?", "winter"),
    ),
    after_year=r"(?:(?:yıl|sene)(?:ı|ında|ından|ına|ının|larında|ları)?(?!\w)"
    r"|(?<=\d)(?=['’](?:[dt][ae]n?|n?[ıiuü]n|y?[ae]|[dt][ae]ki)(?!\w)))",
    to=r"\s*[-–—]\s*|\s+(?:ile|ve|ila)\s+",
    near=(
        (r"bugün(?:kü)?", 0),
        (r"dün(?:kü)?", -1),
        (r"(?:evvelsi|önceki)\s+gün", -2),
        (r"öbür\s+gün", 2),
        (r"yarın(?:ki)?", 1),
    ),
    dayparts=(
        (r"sabah(?:ı|leyin)?|şafak\s+vakti", "MO"),
        (r"öğle(?:den\s+sonra|n)?", "AF"),
        (r"akşam(?:ı|üzeri)?", "EV"),
        (r"gece(?:si|leyin)?", "NI"),
    ),
    next_day=(
        (r"ertesi\s+gün", 1),
        (r"aynı\s+gün", 0),
        (r"bir\s+önceki\s+gün|bir\s+gün\s+önce", -1),
    ),
    steps=(
        (r"geçen|geçtiğimiz|önceki", -1),
        (r"bu|içinde\s+bulunduğumuz", 0),
        (r"gelecek|önümüzdeki|sonraki", 1),
    ),
    step_first=True,
    units=(
        (r"saniye(?:lik|dir)?", "second"),
        (r"dakika(?:lık|dır)?", "minute"),
        (r"saat(?:lik|tir)?", "hour"),
        (r"gün(?:lük|dür|de|den)?", "day"),
        (r"hafta(?:lık|dır|nın|da)?", "week"),
        (r"ay(?:lık|dır|da|ın)?", "month"),
        (r"yıl(?:lık|dır|da|ın)?|sene(?:lik|dir)?", "year"),
    ),
    numbers=(
        (r"bir", 1),
        (r"iki", 2),
        (r"üç", 3),
        (r"dört", 4),
        (r"beş", 5),
        (r"altı", 6),
        (r"yedi", 7),
        (r"sekiz", 8),
        (r"dokuz", 9),
        (r"on", 10),
        (r"on\s+iki", 12),
        (r"on\s+beş", 15),
        (r"yirmi", 20),
        (r"otuz", 30),
        (r"kırk", 40),
        (r"elli", 50),
        (r"birkaç|birçok", None),
    ),
    ago=(r"{}\s+önce",),
    ahead=(r"{}\s+sonra",),
    parts=(
        (r"baş(?:ında|ından|ına|larında|ları|ı)", "start"),
        (r"orta(?:sında|sı|larında|ları)", "mid"),
        (r"son(?:unda|una|u|larında|ları)", "end"),
        (r"ilk\s+yarısı(?:nda)?", "first half"),
        (r"ikinci\s+yarısı(?:nda)?", "second half"),
    ),
    part_first=False,
    clock=r"saat(?:ler)?\s+(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?"
    r"(?![\d:])"
    r"|(?<![\d:.,])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:]|\.\d)",
    sets=(
        (r"her\s+gün", "P1D"),
        (r"her\s+hafta", "P1W"),
        (r"her\s+ay", "P1M"),
        (r"her\s+(?:yıl|sene)", "P1Y"),
    ),
    present=r"şu\s+anda?|şimdi|halen|günümüzde",
    relations_after=(
        (rf"{_CASE}\s+(?:kadar|dek|değin)", "until"),
        (rf"{_CASE}\s+(?:itibaren)", "from"),
        (rf"{_CASE}\s+(?:beri|bu\s+yana)", "since"),
        (rf"{_CASE}\s+sonra", "after"),
        (rf"{_CASE}\s+önce", "before"),
        (rf"{_CASE}\s+itibarıyla", "as of"),
    ),
    future=r"\b\w+(?:acak|ecek|acağı|eceği|acağını|eceğini|acaklar|ecekler)\b"
    r"|\b(?:planlan\w+|bekleni\w+|öngörül\w+)\b",
    past=r"\b\w{2,}(?:[dt][ıiuü](?:lar|ler)?|m[ıiuü]ştır|m[ıiuü]ştir|m[ıiuü]ş)\b",
    dated=r"(?:(?:yayın|yayınlanma|giriş)\s+tarihi|tarih|güncelleme)",
)
