"""Types and values in the manner of TIMEX3, on sentences of ordinary news."""

from __future__ import annotations

import pytest
from zones.reading.dates import find_dates

PUBLISHED = "2013-03-22"  # a Friday

SENTENCES = {
    "Talks go on until Friday\n\nMarch 20, 2013": [
        ("Friday", "DATE", "2013-03-22"),
        ("March 20, 2013", "DATE", "2013-03-20"),
    ],
    "Costs fell in the first quarter of last year.": [
        ("the first quarter of last year", "DATE", "2012-Q1")
    ],
    "Costs will fall in the third quarter of this year.": [
        ("the third quarter of this year", "DATE", "2013-Q3")
    ],
    "A year-earlier loss was 3 million.": [("year-earlier", "DATE", "2012")],
    "Over the nine months, costs fell.": [("the nine months", "DURATION", "P9M")],
    "It was the wettest day in over six years.": [
        ("over six years", "DURATION", "P6Y")
    ],
    "They gave him until early April to answer.": [("early April", "DATE", "2013-04")],
    "Shops shut for Thanksgiving Day.": [("Thanksgiving Day", "DATE", "2012-11-22")],
    "He came home last Christmas.": [("last Christmas", "DATE", "2012-12-25")],
    "The fair returns next Christmas.": [("next Christmas", "DATE", "2013-12-25")],
    "Few rode at the end of the 19th century.": [
        ("the end of the 19th century", "DATE", "18")
    ],
    "Trade grew in the first half of the 1990s.": [
        ("the first half of the 1990s", "DATE", "199")
    ],
    "Rents rose from the same month last year.": [
        ("the same month last year", "DATE", "2012-03")
    ],
    "In January rents beat the same month a year earlier.": [
        ("January", "DATE", "2013-01"),
        ("the same month a year earlier", "DATE", "2012-01"),
    ],
    "Rents beat the same quarter of 2011.": [
        ("the same quarter of 2011", "DATE", "2011-Q1")
    ],
    "They meet on the first Monday of every month.": [
        ("the first Monday of every month", "SET", "P1M")
    ],
    "It shut in May 2010 and opened in March of the following year.": [
        ("May 2010", "DATE", "2010-05"),
        ("March of the following year", "DATE", "2011-03"),
    ],
    "Songs of the 70s and 80s were played.": [
        ("the 70s", "DATE", "197"),
        ("80s", "DATE", "198"),
    ],
    "She is in her late 30s and 40s.": [],
    "The fund ended the day at 14.": [("the day", "DATE", "2013-03-22")],
    "The burst on the 20th was no surprise.": [("the 20th", "DATE", "2013-03-20")],
    "Within hours the river rose.": [("hours", "DURATION", "PTXH")],
    "It was the driest spring in decades.": [("decades", "DURATION", "PXDE")],
    "Repairs will take months.": [("months", "DURATION", "PXM")],
    "They split after years of quarrels.": [("years", "DURATION", "PXY")],
    "Days after the vote he fled.": [("Days", "DURATION", "PXD")],
    "The village has grown over the years.": [("the years", "DURATION", "PXY")],
    "Rain is likely in the weeks ahead.": [("the weeks ahead", "DURATION", "PXW")],
    "Office hours of the clerk are on the door.": [],
    "Growth is likely in the near term.": [("the near term", "DATE", "FUTURE_REF")],
    "They dug in present-day Mali.": [("present-day", "DATE", "PRESENT_REF")],
    "The permit had been due to lapse on Friday.": [("Friday", "DATE", "2013-03-22")],
    "The pass had been scheduled to open on Monday.": [
        ("Monday", "DATE", "2013-03-18")
    ],
    "The line runs four flights a week.": [("a week", "SET", "P1W")],
    "They left two towns a week before the vote.": [("a week", "DURATION", "P1W")],
    "Ferries sail on Tuesday nights.": [("Tuesday nights", "SET", "XXXX-WXX-2TNI")],
    "They may return in a year or two.": [("a year or two", "DURATION", "P2Y")],
    "The lease runs for another year.": [("another year", "DURATION", "P1Y")],
    "The talks were put off for an additional week.": [
        ("an additional week", "DURATION", "P1W")
    ],
    "The clip was shown on BBC Today.": [],
    "Russia Today reported the loss.": [],
    "In Kyiv Today Is Quiet.": [("Today", "DATE", "2013-03-22")],
    "The sale closes around year end.": [("around year end", "DATE", "2013")],
    "The plant closed at the last year-end.": [("last year-end", "DATE", "2012")],
    "Its third-quarter loss widened from a year earlier.": [
        ("third-quarter", "DATE", "2012-Q3"),
        ("a year earlier", "DATE", "2011-Q3"),
    ],
    "Third-quarter sales rose. The year-ago figures were restated.": [
        ("Third-quarter", "DATE", "2012-Q3"),
        ("year-ago", "DATE", "2011-Q3"),
    ],
    "Output beat the year-earlier total.": [("year-earlier", "DATE", "2012")],
    "The bank lost money in the quarter ended Sept. 30.": [
        ("the quarter", "DATE", "2012-Q3"),
        ("Sept. 30", "DATE", "2012-09-30"),
    ],
    "It shed 300 jobs in the latest quarter.": [
        ("the latest quarter", "DATE", "2012-Q4")
    ],
    "Sales in the fourth quarter rose; costs in the quarter fell.": [
        ("the fourth quarter", "DATE", "2012-Q4"),
        ("the quarter", "DATE", "2012-Q4"),
    ],
    "He lives in the Latin Quarter and walked to the quarter's edge.": [],
    "Losses will grow in the fiscal year.": [("the fiscal year", "DATE", "2013")],
    "It lost less than in the 2011 second quarter.": [
        ("the 2011 second quarter", "DATE", "2011-Q2")
    ],
    "Traffic was lower than in the 2011 period.": [("the 2011 period", "DATE", "2011")],
    "The fair is this coming Sunday, March twenty-fourth.": [
        ("this coming Sunday, March twenty-fourth", "DATE", "2013-03-24")
    ],
    "Shares touched a five year low.": [("five year", "DURATION", "P5Y")],
    "He hopes one day to return.": [],
    "The strike lasted one day.": [("one day", "DURATION", "P1D")],
    "It shrank in each of the past three years.": [
        ("each of the past three years", "DURATION", "P3Y")
    ],
    "The plant will close over the next two years or so.": [
        ("the next two years or so", "DURATION", "P2Y")
    ],
    "He was expected to heal within weeks or months.": [
        ("weeks or months", "DURATION", "PXW")
    ],
    "The shop next to the bank opened on Wednesday.": [
        ("Wednesday", "DATE", "2013-03-20")
    ],
    "The review is supposed to end by May.": [("May", "DATE", "2013-05")],
    "The pound slid in early afternoon yesterday.": [
        ("early afternoon yesterday", "TIME", "2013-03-21TAF")
    ],
    "Raids could go on well into the future.": [("the future", "DATE", "FUTURE_REF")],
    "Trams run more often on weekdays.": [("weekdays", "SET", "XXXX-WXX-WD")],
    "In May 2011 he left; that same month a rival won.": [
        ("May 2011", "DATE", "2011-05"),
        ("that same month", "DATE", "2011-05"),
    ],
    "Shares of the brewer fell 4 percent on Thursday.": [
        ("Thursday", "DATE", "2013-03-21")
    ],
    "Shares rose in early trading Friday.": [("Friday", "DATE", "2013-03-22")],
    "The retailer will report results next Tuesday.": [
        ("next Tuesday", "DATE", "2013-03-26")
    ],
    "Profit climbed from $3 million a year earlier.": [
        ("a year earlier", "DATE", "2012")
    ],
    "Revenue for fiscal 2012 topped forecasts.": [("fiscal 2012", "DATE", "2012")],
    "Sales in the fourth quarter slipped.": [("the fourth quarter", "DATE", "2012-Q4")],
    "It expects growth in the second quarter.": [
        ("the second quarter", "DATE", "2013-Q2")
    ],
    "Output shrank in the third quarter of 2011.": [
        ("the third quarter of 2011", "DATE", "2011-Q3")
    ],
    "The index lost ground over the past week.": [("the past week", "DURATION", "P1W")],
    "The firm hired 40 people in the past year.": [
        ("the past year", "DURATION", "P1Y")
    ],
    "She ran the bank for three decades.": [("three decades", "DURATION", "P3DE")],
    "He spent a decade in the Senate.": [("a decade", "DURATION", "P1DE")],
    "The 25-year-old striker signed a contract.": [("25-year-old", "DURATION", "P25Y")],
    "The senator, who is 61 years old, stepped down.": [
        ("61 years old", "DURATION", "P61Y")
    ],
    "They won the title last year.": [("last year", "DATE", "2012")],
    "They will move the factory next year.": [("next year", "DATE", "2014")],
    "The vote was held on Monday morning.": [
        ("Monday morning", "TIME", "2013-03-18TMO")
    ],
    "Police searched the house late Wednesday.": [
        ("late Wednesday", "DATE", "2013-03-20")
    ],
    "The plane landed on Tuesday night.": [("Tuesday night", "TIME", "2013-03-19TNI")],
    "Fans queued last night.": [("last night", "TIME", "2013-03-21TNI")],
    "The minister is now in Berlin.": [("now", "DATE", "PRESENT_REF")],
    "The firm currently employs 300 people.": [("currently", "DATE", "PRESENT_REF")],
    "The team recently changed its coach.": [("recently", "DATE", "PAST_REF")],
    "Prices could fall in the near future.": [
        ("the near future", "DATE", "FUTURE_REF")
    ],
    "In the past, the court ruled otherwise.": [("the past", "DATE", "PAST_REF")],
    "The paper appears every Sunday.": [("every Sunday", "SET", "XXXX-WXX-7")],
    "The club trains twice a week.": [("twice a week", "SET", "P1W")],
    "Members pay an annual fee.": [("annual", "SET", "P1Y")],
    "The index is published monthly.": [("monthly", "SET", "P1M")],
    "The rate is set each quarter.": [("each quarter", "SET", "P1Q")],
    "He earns $90,000 a year.": [("a year", "SET", "P1Y")],
    "The storm hit in the 1930s.": [("the 1930s", "DATE", "193")],
    "It was common in the 18th century.": [("the 18th century", "DATE", "17")],
    "She was born on Aug. 3, 1961.": [("Aug. 3, 1961", "DATE", "1961-08-03")],
    "The merger closed in July 2010.": [("July 2010", "DATE", "2010-07")],
    "The law took effect in November.": [("November", "DATE", "2012-11")],
    "The court will hear the case in June.": [("June", "DATE", "2013-06")],
    "The race starts on April 6.": [("April 6", "DATE", "2013-04-06")],
    "The deal was reached two weeks ago.": [("two weeks ago", "DATE", "2013-W10")],
    "The spacecraft lifted off at 9:15 a.m. on Monday.": [
        ("9:15 a.m. on Monday", "TIME", "2013-03-18T09:15")
    ],
    "Trading halted at noon Thursday.": [("noon Thursday", "TIME", "2013-03-21T12:00")],
    "Doors open at 8 p.m. Saturday.": [("8 p.m. Saturday", "TIME", "2013-03-23T20:00")],
    "The talks lasted six hours.": [("six hours", "DURATION", "PT6H")],
    "A 90-minute match was stopped.": [("90-minute", "DURATION", "PT90M")],
    "The tour lasts several weeks.": [("several weeks", "DURATION", "PXW")],
    "She waited for years.": [("years", "DURATION", "PXY")],
    "The bank made a loss in the first half of 2012.": [
        ("the first half of 2012", "DATE", "2012-H1")
    ],
    "Snow fell in the winter of 2009.": [("the winter of 2009", "DATE", "2009-WI")],
    "The tour returns this summer.": [("this summer", "DATE", "2013-SU")],
    "Rain spoiled the game last weekend.": [("last weekend", "DATE", "2013-W11-WE")],
    "The mayor resigned this week.": [("this week", "DATE", "2013-W12")],
    "He quit earlier this year.": [("earlier this year", "DATE", "2013")],
    "The bridge will close at the end of next month.": [
        ("the end of next month", "DATE", "2013-04")
    ],
    "The attacks of Sept. 11, 2001 changed the law.": [
        ("Sept. 11, 2001", "DATE", "2001-09-11")
    ],
    "Yesterday the board met.": [("Yesterday", "DATE", "2013-03-21")],
    "Today the board meets again.": [("Today", "DATE", "2013-03-22")],
    "This morning a bus overturned.": [("This morning", "TIME", "2013-03-22TMO")],
    "Tomorrow afternoon the jury returns.": [
        ("Tomorrow afternoon", "TIME", "2013-03-23TAF")
    ],
    "The vote is expected on Tuesday.": [("Tuesday", "DATE", "2013-03-26")],
    "A decision is due by Wednesday.": [("Wednesday", "DATE", "2013-03-27")],
    "The union plans to strike on Sunday.": [("Sunday", "DATE", "2013-03-24")],
    "The fund grew 3 percent in the three months ended Dec. 31.": [
        ("the three months", "DURATION", "P3M"),
        ("Dec. 31", "DATE", "2012-12-31"),
    ],
    "The two-day summit opened on Friday.": [
        ("two-day", "DURATION", "P2D"),
        ("Friday", "DATE", "2013-03-22"),
    ],
    "He was jailed from 1994 to 1996.": [("1994 to 1996", "DATE", "1994/1996")],
    "Nearly four years later, the case is open.": [
        ("Nearly four years later", "DATE", "2017")
    ],
    "He died aged 83 after a four-year illness.": [("four-year", "DURATION", "P4Y")],
    "More than 20 years ago he left Chile.": [
        ("More than 20 years ago", "DATE", "1993")
    ],
    "The company made losses in the same period last year.": [
        ("last year", "DATE", "2012")
    ],
    "In the year-ago quarter it lost money.": [
        ("the year-ago quarter", "DATE", "2012-Q1")
    ],
    "Inflation hit 4 percent in the 12 months to February.": [
        ("the 12 months", "DURATION", "P12M"),
        ("February", "DATE", "2013-02"),
    ],
    "Christmas sales were weak.": [("Christmas", "DATE", "2012-12-25")],
    "Nine months after the crash, the inquiry goes on.": [
        ("Nine months", "DURATION", "P9M")
    ],
    "The bill died in the mid-1990s.": [("the mid-1990s", "DATE", "199")],
    "It is the coldest day in 30 years.": [("30 years", "DURATION", "P30Y")],
    "The weekly magazine closed.": [("weekly", "SET", "P1W")],
    "The daily paper reported a loss Monday.": [
        ("daily", "SET", "P1D"),
        ("Monday", "DATE", "2013-03-18"),
    ],
    "The coach said last Friday that he would stay.": [
        ("last Friday", "DATE", "2013-03-15")
    ],
    "On Feb. 30 nothing happened.": [],
    "The March 14 vote was close.": [("March 14", "DATE", "2013-03-14")],
    "Talks resumed the next day.": [("the next day", "DATE", "2013-03-23")],
    "He scored in the 89th minute.": [],
    "The suspect, 34, was held at 3:30 p.m. on March 20.": [
        ("3:30 p.m. on March 20", "TIME", "2013-03-20T15:30")
    ],
    "The plant shut in late 2008.": [("late 2008", "DATE", "2008")],
    "He will serve until mid-2015.": [("mid-2015", "DATE", "2015")],
    "Turnout was lower than four years ago.": [("four years ago", "DATE", "2009")],
    "Growth of 2 percent is forecast for 2014.": [("2014", "DATE", "2014")],
    "A man in his 30s was arrested.": [],
    "The company's shares closed at $20.13 on Tuesday.": [
        ("Tuesday", "DATE", "2013-03-19")
    ],
    "He missed the whole 2011-12 season.": [("2011-12", "DATE", "2011/2012")],
    "Both men were freed on Wednesday.": [("Wednesday", "DATE", "2013-03-20")],
    "The two sides agreed on Tuesday that the toll will rise.": [
        ("Tuesday", "DATE", "2013-03-19")
    ],
    "Officials urged on Monday that voters stay calm.": [
        ("Monday", "DATE", "2013-03-18")
    ],
    "The company, founded 90 years ago, has two plants.": [
        ("90 years ago", "DATE", "1923")
    ],
    "Apple opened the shop in 2003 and closed it a year later.": [
        ("2003", "DATE", "2003"),
        ("a year later", "DATE", "2004"),
    ],
    "The first-quarter loss narrowed.": [("first-quarter", "DATE", "2013-Q1")],
    "Fourth-quarter net income doubled to $5 million.": [
        ("Fourth-quarter", "DATE", "2012-Q4")
    ],
    "Analysts expect sales to rise this quarter.": [
        ("this quarter", "DATE", "2013-Q1")
    ],
    "Earnings were flat from the previous quarter.": [
        ("the previous quarter", "DATE", "2012-Q4")
    ],
    "It will raise prices by year-end.": [("year-end", "DATE", "2013")],
    "The stock has doubled since January 2012.": [("January 2012", "DATE", "2012-01")],
    "It was the third straight year of losses.": [
        ("the third straight year", "DURATION", "P3Y")
    ],
    "The unit lost money for a third straight month.": [
        ("a third straight month", "DURATION", "P3M")
    ],
    "They have met six times in the last 12 months.": [
        ("the last 12 months", "DURATION", "P12M")
    ],
    "He takes over on July 1.": [("July 1", "DATE", "2013-07-01")],
    "The last time they won was in 1998.": [("1998", "DATE", "1998")],
    "Voters go to the polls Sunday.": [("Sunday", "DATE", "2013-03-24")],
    "The senator spoke Thursday afternoon in Ohio.": [
        ("Thursday afternoon", "TIME", "2013-03-21TAF")
    ],
    "The two leaders will meet early next week.": [
        ("early next week", "DATE", "2013-W13")
    ],
    "The summit ended late last month.": [("late last month", "DATE", "2013-02")],
    "It was her first win since early February.": [
        ("early February", "DATE", "2013-02")
    ],
    "The bill passed in the early hours of Thursday.": [
        ("the early hours of Thursday", "TIME", "2013-03-21TMO")
    ],
    "Snow is forecast for Saturday night.": [
        ("Saturday night", "TIME", "2013-03-23TNI")
    ],
    "The blaze began shortly before midnight Tuesday.": [
        ("midnight Tuesday", "TIME", "2013-03-19T24:00")
    ],
    "The gate opened at dawn on Monday.": [("dawn on Monday", "TIME", "2013-03-18TMO")],
    "The crash happened around 5:45 p.m. local time Wednesday.": [
        ("around 5:45 p.m. local time Wednesday", "TIME", "2013-03-20T17:45")
    ],
    "It took 3 hours and 20 minutes to reach the camp.": [
        ("3 hours and 20 minutes", "DURATION", "PT3H20M")
    ],
    "He ran the race in two hours, five minutes.": [
        ("two hours, five minutes", "DURATION", "PT2H5M")
    ],
    "A month-long strike ended.": [("month-long", "DURATION", "P1M")],
    "The decade-old dispute is over.": [("decade-old", "DURATION", "P1DE")],
    "He had a two-and-a-half-year contract.": [
        ("two-and-a-half-year", "DURATION", "P2Y6M")
    ],
    "She is six months pregnant.": [("six months", "DURATION", "P6M")],
    "The girl, 9 months old, survived.": [("9 months old", "DURATION", "P9M")],
    "That day the market crashed.": [],
    "On Oct. 19, 1987, stocks fell; that day is still remembered.": [
        ("Oct. 19, 1987", "DATE", "1987-10-19"),
        ("that day", "DATE", "1987-10-19"),
    ],
    "Until recently he lived in Peru.": [("recently", "DATE", "PAST_REF")],
    "These days few people smoke.": [("These days", "DATE", "PRESENT_REF")],
    "At the moment there is no plan.": [("the moment", "DATE", "PRESENT_REF")],
    "Prices will fall in the coming months.": [
        ("the coming months", "DURATION", "PXM")
    ],
    "Thousands fled in recent days.": [("recent days", "DURATION", "PXD")],
    "In recent years sales fell.": [("recent years", "DURATION", "PXY")],
    "A few years ago it was a village.": [("A few years ago", "DATE", "PAST_REF")],
    "Decades ago the river was clean.": [("Decades ago", "DATE", "PAST_REF")],
    "The committee meets every other Tuesday.": [
        ("every other Tuesday", "SET", "XXXX-WXX-2")
    ],
    "She visits twice a month.": [("twice a month", "SET", "P1M")],
    "The mid-March poll showed a tie.": [("mid-March", "DATE", "2013-03")],
    "Sales in the Christmas period were weak.": [("Christmas", "DATE", "2012-12-25")],
    "He died on New Year's Eve.": [("New Year's Eve", "DATE", "2012-12-31")],
    "The museum will open in the spring of 2014.": [
        ("the spring of 2014", "DATE", "2014-SP")
    ],
    "Last summer it rained a lot.": [("Last summer", "DATE", "2012-SU")],
    "Last fall the team moved.": [("Last fall", "DATE", "2012-FA")],
    "The 2012 election was costly.": [("2012", "DATE", "2012")],
    "In his 2009 book he wrote about wine.": [("2009", "DATE", "2009")],
    "The '90s were kind to him.": [("The '90s", "DATE", "199")],
    "It dates from the late 19th century.": [("the late 19th century", "DATE", "18")],
    "They married on Valentine's Day.": [("Valentine's Day", "DATE", "2013-02-14")],
    "The law was passed on 3/15/2013.": [("3/15/2013", "DATE", "2013-03-15")],
    "The satellite was launched on 2013-02-11.": [("2013-02-11", "DATE", "2013-02-11")],
    "Monday's meeting was brief.": [("Monday", "DATE", "2013-03-18")],
    "Last year's budget was larger.": [("Last year", "DATE", "2012")],
    "Today's rally drew thousands.": [("Today", "DATE", "2013-03-22")],
    "Next year's race begins in Corsica.": [("Next year", "DATE", "2014")],
    "The deadline is 5 p.m. EDT Friday.": [
        ("5 p.m. EDT Friday", "TIME", "2013-03-22T17:00")
    ],
    "Two days after the vote, he resigned.": [("Two days", "DURATION", "P2D")],
    "Three weeks before the match he was hurt.": [("Three weeks", "DURATION", "P3W")],
    "Within 48 hours the port was closed.": [("48 hours", "DURATION", "PT48H")],
    "The sentence is five to seven years.": [
        ("five to seven years", "DURATION", "P7Y")
    ],
    "It took less than a minute.": [("less than a minute", "DURATION", "PT1M")],
    "At least 10 days are needed.": [("At least 10 days", "DURATION", "P10D")],
    "The team had lost the year before.": [("the year before", "DATE", "2012")],
    "The following day the army left.": [("The following day", "DATE", "2013-03-23")],
    "In the same month prices rose.": [("the same month", "DATE", "2013-03")],
    "It snowed all day on Thursday.": [
        ("all day", "DURATION", "P1D"),
        ("Thursday", "DATE", "2013-03-21"),
    ],
    "The whole week was dry.": [("The whole week", "DURATION", "P1W")],
    "They will talk again on the 25th.": [("the 25th", "DATE", "2013-03-25")],
    "Half a century ago the dam was built.": [("Half a century ago", "DATE", "1963")],
    "The 10-day tour starts in Rome.": [("10-day", "DURATION", "P10D")],
    "The Oct. 3 debate and the Nov. 6 vote were close.": [
        ("Oct. 3", "DATE", "2012-10-03"),
        ("Nov. 6", "DATE", "2012-11-06"),
    ],
    "The tax expires at the end of the year.": [
        ("the end of the year", "DATE", "2013")
    ],
    "Mr. May said March was a good player.": [],
    "The second half was better than the first half.": [],
    "He scored in the second minute.": [],
    "The Sunday Times reported it.": [],
    "Windows 2000 was used by 1500 people.": [],
}

OLDER = {
    "The mayor was re-elected Tuesday after a recount that took 13 days.": [
        ("Tuesday", "DATE", "2010-11-16"),
        ("13 days", "DURATION", "P13D"),
    ],
    "The suspect, who turned 40 on Sunday, will be sentenced Dec. 3.": [
        ("Sunday", "DATE", "2010-11-14"),
        ("Dec. 3", "DATE", "2010-12-03"),
    ],
    "Police said the shooting happened about 2:30 a.m. Wednesday.": [
        ("about 2:30 a.m. Wednesday", "TIME", "2010-11-17T02:30")
    ],
    "The airline cancelled flights through Friday.": [("Friday", "DATE", "2010-11-19")],
    "Crude for December delivery fell 88 cents.": [("December", "DATE", "2010-12")],
    "The magazine's November issue sold out.": [("November", "DATE", "2010-11")],
    "The agency was set up in the wake of the 1979 accident.": [
        ("1979", "DATE", "1979")
    ],
    "The euro hit a six-week low on Monday and a 10-month high in August.": [
        ("six-week", "DURATION", "P6W"),
        ("Monday", "DATE", "2010-11-15"),
        ("10-month", "DURATION", "P10M"),
        ("August", "DATE", "2010-08"),
    ],
    "He faces up to 20 years in prison.": [("up to 20 years", "DURATION", "P20Y")],
    "The team lost 3-1 on Saturday, its first defeat since Oct. 9.": [
        ("Saturday", "DATE", "2010-11-13"),
        ("Oct. 9", "DATE", "2010-10-09"),
    ],
    "The talks, which began Monday, are to last until Thursday.": [
        ("Monday", "DATE", "2010-11-15"),
        ("Thursday", "DATE", "2010-11-18"),
    ],
    "Retail sales rose 1.2 percent in October, the biggest gain in seven months.": [
        ("October", "DATE", "2010-10"),
        ("seven months", "DURATION", "P7M"),
    ],
    "The comedy, first shown in 1986, returns to Broadway next spring.": [
        ("1986", "DATE", "1986"),
        ("next spring", "DATE", "2011-SP"),
    ],
    "The treaty would expire in 2015 unless renewed every five years.": [
        ("2015", "DATE", "2015"),
        ("every five years", "SET", "P5Y"),
    ],
    "Turnout was 61 percent compared with 58 percent four years earlier.": [
        ("four years earlier", "DATE", "2006")
    ],
    "By the mid-19th century the town had 9,000 people.": [
        ("the mid-19th century", "DATE", "18")
    ],
    "An 11-year-old boy was pulled out alive 36 hours after the quake.": [
        ("11-year-old", "DURATION", "P11Y"),
        ("36 hours", "DURATION", "PT36H"),
    ],
    "Sales have tripled over the last decade.": [
        ("the last decade", "DURATION", "P1DE")
    ],
    "The bank holds its annual meeting in the first week of May.": [
        ("annual", "SET", "P1Y"),
        ("the first week of May", "DATE", "2011-05"),
    ],
    "It was signed at 10:15 GMT on Nov. 16.": [
        ("10:15 GMT on Nov. 16", "TIME", "2010-11-16T10:15")
    ],
    "The rate stood at 4.5 percent at the end of September.": [
        ("the end of September", "DATE", "2010-09")
    ],
    "The Senate will vote on the bill early next month.": [
        ("early next month", "DATE", "2010-12")
    ],
    "The queen arrived for a four-day visit Monday evening.": [
        ("four-day", "DURATION", "P4D"),
        ("Monday evening", "TIME", "2010-11-15TEV"),
    ],
    "The storm is expected to make landfall late Thursday or early Friday.": [
        ("late Thursday", "DATE", "2010-11-18"),
        ("early Friday", "DATE", "2010-11-19"),
    ],
    "The film opens nationwide Nov. 24.": [("Nov. 24", "DATE", "2010-11-24")],
    "He has not spoken to reporters since last Wednesday.": [
        ("last Wednesday", "DATE", "2010-11-10")
    ],
    "A year and a half ago the plant had 500 workers.": [
        ("A year and a half ago", "DATE", "2009-05")
    ],
    "The next meeting is Jan. 25-26.": [
        ("Jan. 25-26", "DATE", "2011-01-25/2011-01-26")
    ],
    "At 8:46 on the morning of September 11, the first plane struck.": [
        ("8:46 on the morning of September 11", "TIME", "2010-09-11T08:46")
    ],
    "It is the third time in two weeks that trains stopped.": [
        ("two weeks", "DURATION", "P2W")
    ],
    "Ramadan begins in early August.": [("early August", "DATE", "2011-08")],
    "The eighties were good years.": [("The eighties", "DATE", "198")],
    "They met on the 14th and 15th of June, 2009.": [
        ("the 14th and 15th of June, 2009", "DATE", "2009-06-14/2009-06-15")
    ],
    "The minister leaves for Cairo on Friday.": [("Friday", "DATE", "2010-11-19")],
    "The law, effective Jan. 1, bans smoking.": [("Jan. 1", "DATE", "2011-01-01")],
    "The vaccine takes 10 to 14 days to work.": [("10 to 14 days", "DURATION", "P14D")],
    "Two years after the war and six months before the vote, he left.": [
        ("Two years", "DURATION", "P2Y"),
        ("six months", "DURATION", "P6M"),
    ],
    "The match ended 2-2 after 90 minutes.": [("90 minutes", "DURATION", "PT90M")],
    "The ship will sail at dawn tomorrow.": [
        ("dawn tomorrow", "TIME", "2010-11-18TMO")
    ],
    "It snowed for the second day in a row.": [
        ("the second day in a row", "DURATION", "P2D")
    ],
    "The tax holiday lasts until the end of next year.": [
        ("the end of next year", "DATE", "2011")
    ],
    "It earned $1.2 billion, or 50 cents a share, in the year-earlier period.": [
        ("the year-earlier period", "DATE", "2009")
    ],
    "Two Sundays ago the hall was shut.": [("Two Sundays ago", "DATE", "2010-11-07")],
    "The club has until Dec. 15 to answer.": [("Dec. 15", "DATE", "2010-12-15")],
    "Volume was thin ahead of Friday's holiday.": [("Friday", "DATE", "2010-11-19")],
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items(), ids=list(SENTENCES))
def test_news_sentence_has_timex_values(text, expected):
    found = find_dates(text, PUBLISHED)
    assert [(m.surface, m.type, m.value) for m in found] == expected


@pytest.mark.parametrize(("text", "expected"), OLDER.items(), ids=list(OLDER))
def test_sentence_of_another_day_has_timex_values(text, expected):
    found = find_dates(text, "2010-11-17")  # a Wednesday
    assert [(m.surface, m.type, m.value) for m in found] == expected
