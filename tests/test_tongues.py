"""Dates, places and publication days of Arabic, Russian and Turkish texts."""

from __future__ import annotations

import pytest
from geodata.periods import parse_edtf
from geodata.world import load_world
from hypothesis import given
from hypothesis import strategies as st
from zones.dossier import dossier_from_json, dossier_to_json
from zones.reading import read
from zones.reading.dates import find_dates
from zones.reading.dates.publication import infer_publication
from zones.reading.places import find_places
from zones.reading.languages import language_name, language_of
from zones.reports import reading_report

PUBLISHED = "2018-06-20"  # a Wednesday


def dates(text):
    return [(m.surface, m.edtf) for m in find_dates(text, PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mediators met in Аддис-Абеба again, and the truce held.", "en"),
        ("Посредники встретились в столице и продлили перемирие.", "ru"),
        ("Сторони зустрілися в столиці й продовжили перемир'я.", "Ukrainian"),
        ("اجتمع الوسطاء في العاصمة ومددوا الهدنة.", "ar"),
        ("میانجی ها در پایتخت دیدار کردند و آتش بس را تمدید کردند.", "Persian"),
        ("Arabulucular başkentte bir araya geldi ve ateşkesi uzattı.", "tr"),
        ("Οι διαμεσολαβητές συναντήθηκαν.", "Greek"),
        ("停火协议在首都签署。", "Cjk"),
        ("", "en"),
        ("1234 5678", "en"),
    ],
)
def test_language_is_told_by_script_and_function_words(text, language):
    assert language_of(text) == language


def test_languages_have_names():
    assert [language_name(tag) for tag in ("ar", "ru", "tr", "Greek")] == [
        *("Arabic", "Russian", "Turkish", "Greek")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Наблюдатели прибыли 3 марта 2017 года.",
            [("3 марта 2017 года", "2017-03-03")],
        ),
        ("Пост открыли 12 апреля.", [("12 апреля", "2018-04-12")]),
        ("Колонна вернулась 15-го мая.", [("15-го мая", "2018-05-15")]),
        ("Это было 04.05.2017.", [("04.05.2017", "2017-05-04")]),
        ("Мост взорвали в январе 2016 г.", [("январе 2016 г.", "2016-01")]),
        ("В сентябре начнутся выборы.", [("сентябре", "2018-09")]),
        ("Бои шли в ноябре.", [("ноябре", "2017-11")]),
        ("Дорогу закрыли в понедельник.", [("понедельник", "2018-06-18")]),
        ("Встреча пройдет в пятницу.", [("пятницу", "2018-06-22")]),
        ("Об этом сообщили вчера.", [("вчера", "2018-06-19")]),
        ("Сегодня утром огонь стих.", [("Сегодня утром", "2018-06-20")]),
        ("Он уехал позавчера вечером.", [("позавчера вечером", "2018-06-18")]),
        ("Три дня назад сел самолет.", [("Три дня назад", "2018-06-17")]),
        ("Неделю назад вода ушла.", [("Неделю назад", "2018-06-13~")]),
        ("Город взяли в 2014 году.", [("2014 году", "2014")]),
        ("В 2012-2014 годах шли бои.", [("2012-2014 годах", "2012/2014")]),
        ("В прошлом месяце выпал снег.", [("прошлом месяце", "2018-05")]),
        ("В этом году урожай плохой.", [("этом году", "2018")]),
        (
            "В мае прошлого года подписан договор.",
            [("мае прошлого года", "2017-05")],
        ),
        (
            "С 3 по 7 июня работали врачи.",
            [("3 по 7 июня", "2018-06-03/2018-06-07")],
        ),
        (
            "В начале июля 2015 года прошел саммит.",
            [("начале июля 2015 года", "[2015-07-01..2015-07-10]")],
        ),
        ("Летом 2015 года было жарко.", [("Летом 2015 года", "2015-22")]),
        (
            "В 14:30 9 мая 2016 года начался парад.",
            [("14:30 9 мая 2016 года", "2016-05-09")],
        ),
        (
            "Совет собрался 3 апреля 2018 года. На следующий день он разошелся.",
            [("3 апреля 2018 года", "2018-04-03"), ("следующий день", "2018-04-04")],
        ),
    ],
)
def test_russian_date(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل المراقبون في 3 آذار 2017.", [("3 آذار 2017", "2017-03-03")]),
        ("وصل المراقبون في 3 مارس 2017.", [("3 مارس 2017", "2017-03-03")]),
        ("وصلوا في ٣ كانون الأول ٢٠١٧.", [("٣ كانون الأول ٢٠١٧", "2017-12-03")]),
        (
            "وقع الاتفاق في 9 تموز/يوليو 2017.",
            [("9 تموز/يوليو 2017", "2017-07-09")],
        ),
        ("جرى ذلك في 12 جويلية 2016.", [("12 جويلية 2016", "2016-07-12")]),
        ("عقد اللقاء في 2 غشت 2016.", [("2 غشت 2016", "2016-08-02")]),
        ("عاد الوفد يوم الاثنين.", [("يوم الاثنين", "2018-06-18")]),
        ("سيعقد اللقاء يوم الجمعة.", [("يوم الجمعة", "2018-06-22")]),
        ("عاد الوفد مساء الأحد الماضي.", [("مساء الأحد الماضي", "2018-06-17")]),
        ("انسحبت القوة أمس من القرية.", [("أمس", "2018-06-19")]),
        ("ووصلت اليوم قافلة.", [("اليوم", "2018-06-20")]),
        ("غادروا قبل يومين.", [("قبل يومين", "2018-06-18")]),
        ("غادروا قبل ثلاثة أيام.", [("قبل ثلاثة أيام", "2018-06-17")]),
        ("جرى القتال عام 2014.", [("عام 2014", "2014")]),
        ("نزل المطر في الشهر الماضي.", [("الشهر الماضي", "2018-05")]),
        ("اندلعت المعارك مطلع العام الجاري.", [("مطلع العام الجاري", None)]),
        ("في أيار من العام الماضي وقعوا.", [("أيار من العام الماضي", "2017-05")]),
        ("خرجت القافلة في 25/3/2018.", [("25/3/2018", "2018-03-25")]),
        (
            "عملوا بين 5 و7 حزيران 2018.",
            [("5 و7 حزيران 2018", "2018-06-05/2018-06-07")],
        ),
        (
            "في الخامس عشر من أيلول 2018 سيلتقون.",
            [("الخامس عشر من أيلول 2018", "2018-09-15")],
        ),
        (
            "اجتمعوا في 3 نيسان 2018. في اليوم التالي تفرقوا.",
            [("3 نيسان 2018", "2018-04-03"), ("اليوم التالي", "2018-04-04")],
        ),
    ],
)
def test_arabic_date(text, expected):
    found = dates(text)
    assert [surface for surface, _ in found] == [surface for surface, _ in expected]
    for (_, edtf), (_, wanted) in zip(found, expected, strict=True):
        assert edtf == (wanted or "[2018-01..2018-02]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gözlemciler 3 Mart 2017'de geldi ve kaldı.",
            [("3 Mart 2017", "2017-03-03")],
        ),
        ("Nokta 12 Nisan'da kuruldu ve boşaltıldı.", [("12 Nisan", "2018-04-12")]),
        ("Köprü Ocak 2016'da yıkıldı ve onarıldı.", [("Ocak 2016", "2016-01")]),
        (
            "Yol Pazartesi günü bir saldırı ile kapandı.",
            [("Pazartesi", "2018-06-18")],
        ),
        ("Görüşme Cuma günü ve gece yapılacak.", [("Cuma", "2018-06-22")]),
        ("Dün akşam bir konvoy geldi ve gitti.", [("Dün akşam", "2018-06-19")]),
        ("Üç gün önce bir uçak indi ve kalktı.", [("Üç gün önce", "2018-06-17")]),
        ("Kent 2014 yılında düştü ve boşaldı.", [("2014 yılında", "2014")]),
        ("Geçen ay bir heyet geldi ve gitti.", [("Geçen ay", "2018-05")]),
        ("Ekim ayında bir seçim olacak ve bitecek.", [("Ekim ayında", "2018-10")]),
        ("Bu bir haberdir: 24.12.2017 Pazar.", [("24.12.2017 Pazar", "2017-12-24")]),
    ],
)
def test_turkish_date(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Режим продлен на шесть месяцев.", [("DURATION", "P6M")]),
        ("Обстрелы фиксируются ежедневно.", [("SET", "P1D")]),
        ("Он ждал несколько недель.", [("DURATION", "PXW")]),
        ("يستمر الاتفاق ستة أشهر.", [("DURATION", "P6M")]),
        ("مددوا الهدنة لشهرين.", [("DURATION", "P2M")]),
        ("يقصفون البلدة يوميا.", [("SET", "P1D")]),
        ("Anlaşma altı ay geçerli olacak ve bitecek.", [("DURATION", "P6M")]),
        ("Her gün bir ihlal var ve artıyor.", [("SET", "P1D")]),
    ],
)
def test_length_and_repeated_time_in_other_languages(text, types):
    assert [(m.type, m.value) for m in find_dates(text, PUBLISHED)] == types


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Перемирие продлено до 1 июля 2018 года.", "until"),
        ("Он там с 2016 года.", "since"),
        ("Работы завершат к 1 июля 2018 года.", "by"),
        ("استمرت الهدنة حتى 1 تموز 2018.", "until"),
        ("الحدود مغلقة منذ عام 2016.", "since"),
        ("سينسحبون بحلول 15 تشرين الأول 2018.", "by"),
        ("Ateşkes 1 Temmuz 2018'e kadar sürecek ve bitecek.", "until"),
        ("Kapı 1 Temmuz 2018'den itibaren açık ve boş.", "from"),
    ],
)
def test_bounding_words_are_kept_in_other_languages(text, relation):
    assert [m.relation for m in find_dates(text, PUBLISHED)] == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "Марта и Май приехали в лагерь.",
        "В этой среде много слухов.",
        "مارس الرجل الرياضة في القرية.",
        "Ocak ve Ekim adlı köyler bir arada.",
    ],
)
def test_words_that_look_like_dates_are_none(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        (
            "ХАРТУМ, 15 января 2018 года. /ТАСС/. Перемирие соблюдается.",
            "2018-01-15",
            "dateline",
        ),
        ("Опубликовано: 3 марта 2020\n\nСтороны встретились.", "2020-03-03", "header"),
        ("صنعاء - 15 كانون الثاني 2018 (سبأ): وصل الوفد.", "2018-01-15", "dateline"),
        ("تاريخ النشر: 3 آذار 2020\n\nالتقى الطرفان.", "2020-03-03", "header"),
        ("Yayın tarihi: 5 Mart 2020\n\nTaraflar bir araya geldi.", "2020-03-05", None),
        ("وقعوا الاتفاق في 4 أيار 2017.", "[2017-05-04..]", None),
        (
            "Договор подписан 4 мая 2017 года. Встреча состоится 10 июля 2017 года.",
            "[2017-05-04..2017-07-10]",
            None,
        ),
    ],
)
def test_publication_day_is_inferred_in_other_languages(text, published, basis):
    found = infer_publication(text)
    assert found.published == published
    assert basis is None or basis in (found.basis or "")


def test_weekday_gives_the_year_of_a_dateline():
    text = (
        "МОСКВА, 15 января. /ТАСС/. Соглашение, подписанное 4 мая 2017 года, "
        "действует, сообщили в понедельник в министерстве."
    )
    assert infer_publication(text).published == "2018-01-15"


@given(st.text(alphabet="0123456789 ١٢٣.:/-вгодмаяиюнпятницуيوم أمسشهرعاmayısgün'’"))
def test_no_text_breaks_the_reader(words):
    for lead in ("Это было в ", "كان ذلك في ", "Bu bir haber ve "):
        text = lead + words
        for mention in find_dates(text, PUBLISHED):
            assert text[mention.start : mention.end] == mention.surface
            assert mention.edtf is None or parse_edtf(mention.edtf)


def test_other_languages_stay_in_the_dossier_and_are_named(tmp_path):
    (tmp_path / "english.txt").write_text(
        "The ceasefire in Idlib province entered into force on 6 March 2020.\n"
    )
    (tmp_path / "russian.txt").write_text(
        "6 марта 2020 года в провинции Идлиб вступил в силу режим прекращения огня.\n"
    )
    (tmp_path / "arabic.txt").write_text(
        "دخل وقف إطلاق النار في إدلب حيز التنفيذ في 6 آذار 2020.\n"
    )
    (tmp_path / "turkish.txt").write_text(
        "İdlib'de ateşkes 6 Mart 2020'de yürürlüğe girdi ve bir heyet geldi.\n"
    )
    dossier = read([tmp_path])
    tags = {each.id: each.language for each in dossier.documents}
    assert tags == {"arabic": "ar", "english": None, "russian": "ru", "turkish": "tr"}
    assert {claim.document for claim in dossier.claims} == {"english"}
    days = {document: each.edtf for document, each in dossier.mentions.dates}
    assert set(days.values()) == {"2020-03-06"} and len(days) == 4
    assert {d for d, p in dossier.mentions.places if p.name == "Idlib"} == set(tags)
    assert {each.published for each in dossier.documents} == {"[2020-03-06..]"}
    told = reading_report(dossier)
    assert "  in Arabic, dates and places read, claims not: arabic" in told
    assert "  in Russian, dates and places read, claims not: russian" in told
    assert "  in Turkish, dates and places read, claims not: turkish" in told
    stored = dossier_from_json(dossier_to_json(dossier))
    assert {each.id: each.language for each in stored.documents} == tags


def names(text):
    world = load_world()
    found = find_places(text, world, PUBLISHED)
    for each in found:
        assert text[each.start : each.end] == each.surface
    return [(each.surface, each.name, each.role) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Колонна вошла в Хан-Шейхун.", {"Хан-Шейхун": "Khan Shaykhun"}),
        ("Тихо было в Хаме и под Алеппо.", {"Хаме": "Hama", "Алеппо": "Aleppo"}),
        (
            "Автобусы шли из Восточной Гуты к Ракке.",
            {"Восточной Гуты": "Eastern Ghouta", "Ракке": "Raqqa"},
        ),
        ("Гражданские ушли из Дейр-эз-Зора.", {"Дейр-эз-Зора": "Deir ez-Zor"}),
        (
            "دخل رتل إلى سراقب وخان شيخون.",
            {"سراقب": "Saraqib", "خان شيخون": "Khan Shaykhun"},
        ),
        ("هدوء في الغوطة الشرقية منذ سنة.", {"الغوطة الشرقية": "Eastern Ghouta"}),
        ("وقع قصف بحلب وللرقة طريق مغلق.", {"حلب": "Aleppo", "رقة": "Raqqa"}),
        (
            "İdlib'deki ateşkes ve Halep'in batısı.",
            {"İdlib": "Idlib", "Halep": "Aleppo"},
        ),
        ("Bir konvoy Deyrizor'a vardı.", {"Deyrizor": "Deir ez-Zor"}),
    ],
)
def test_names_are_found_within_the_grammar_of_the_language(text, expected):
    assert {surface: name for surface, name, _ in names(text)} == expected


def test_names_in_other_scripts_that_nobody_lists_are_not_put_elsewhere():
    assert names("Колонна вошла в Новозарубино.") == []
    assert names("دخل رتل إلى قرية الزنبقية.") == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Представители Москвы встретились в Астане и обсудили Саракиб.",
            {"Москвы": "actor", "Астане": "venue", "Саракиб": "place"},
        ),
        (
            "قالت أنقرة إن الوفود اجتمعت في أستانا لبحث سراقب في إدلب.",
            {"أنقرة": "actor", "أستانا": "venue", "سراقب": "place"},
        ),
        (
            "Moskova ve Ankara, Astana'daki toplantıda İdlib'i görüştü.",
            {"Moskova": "actor", "Ankara": "actor", "Astana": "venue"},
        ),
    ],
)
def test_roles_are_told_in_other_languages(text, roles):
    found = {surface: role for surface, _, role in names(text)}
    assert {surface: found.get(surface) for surface in roles} == roles


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Бои шли в городе Идлибе.", "settlement"),
        ("Бои шли в провинции Идлиб.", "province"),
        ("اشتباكات في مدينة حلب.", "settlement"),
        ("اشتباكات في محافظة حلب.", "province"),
        ("Bir saldırı ve çatışma Halep kentinde oldu.", "settlement"),
        ("Bir saldırı ve çatışma Halep ilinde oldu.", "province"),
    ],
)
def test_kind_words_tell_a_town_from_its_province(text, kind):
    (found,) = find_places(text, load_world(), PUBLISHED)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Переговоры прошли 3 и 9 апреля 2018 года.", ["2018-04-03", "2018-04-09"]),
        ("Переговоры прошли 3 и 4 апреля 2018 года.", ["2018-04-03/2018-04-04"]),
        ("Между 3 и 9 апреля 2018 года боев не было.", ["2018-04-03/2018-04-09"]),
        ("Görüşmeler 3 ve 9 Nisan 2018 günü yapıldı.", ["2018-04-03", "2018-04-09"]),
        ("Olaylar 3 ve 9 Nisan 2018 arasında oldu.", ["2018-04-03/2018-04-09"]),
        ("جرت المحادثات في 3 و9 أبريل 2018 في أستانا.", ["2018-04-03", "2018-04-09"]),
    ],
)
def test_days_in_a_list_are_no_range(text, expected):
    assert [m.edtf for m in find_dates(text, "2018-10-03")] == expected
