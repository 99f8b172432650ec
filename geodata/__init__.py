"""The middle of the house: what we know, how we say it, where it is kept.

Glossary: each word of the field once, with its Danish term. The code uses the word on the left and no other.

===================  ==========================  =====================================================================
word                 Danish                      what it is
===================  ==========================  =====================================================================
area group           områdegruppe                several city districts under one name; Amager is one, not a district
agreement            aftale                      the political budget agreement that sets the money aside
budget note          budgetnotat                 the administration's note behind a line of the budget, such as TM021
care home            plejebolig                  one of the layer's four counts of homes
city district        bydel                       one of Copenhagen's ten; joined by number, its names differ by source
coverage             dækning                     share of the almene homes under a plan whose departments are listed
department           afdeling                    the unit a housing organisation keeps accounts and a board for
document             dokument                    a municipal paper that facts are read from
finding              fund                        what does not add up or is not known, with its arithmetic
footprint            udstrækning                 the polygon we draw for a department, with method and accuracy
funding              finansiering                one printed amount: for one plan, for several as one, or none by name
home                 almen bolig                 a non-profit home: family, youth, elderly or care
indicator            indikator                   what one column of the statistics measures, for which ages and years
list area            område på en liste          a place that a document says stands on one of the state's lists
listed department    opført afdeling             one name in a document's list, as printed, before it is placed
match                placering                   the tie from a printed name to a department, or why there is none
membership           medlemskab                  that a department belongs to a plan, with dates
official key         officiel nøgle              organisation number + department number, as the city's layer has them
organisation         boligorganisation           who owns departments
plan                 boligsocial helhedsplan     the social plan over departments, with a period, a state and money
period               periode                     a plan's first and last day, as one source states it
plan link            planens forgænger           that a plan goes on from another, or several became one
price level          prisniveau (p/l)            whose year's prices an amount is in; "løbende": each year's own
reading              læsning                     which source's period is followed where sources disagree
register             register                    the accepted facts, as CSV rows
register row         registerrække               one accepted fact: document, line, status, who accepted it and why
rode                 rode                        a statistical tract, the smallest place with figures; plural roder
snapshot             øjebliksbillede             one immutable build of everything, named by a hash of its content
stage                stadie                      how far money has come: budgetnotat, aftale, indstilling, earlier
state                status                      foreslået, finansieret, godkendt, i drift or udløbet
steering area        styringsområde              anlæg (capital budget) or service (service expenditure)
===================  ==========================  =====================================================================
"""

__version__ = "0.1.0"
