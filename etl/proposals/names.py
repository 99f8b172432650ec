"""What the register's tables hold, in Danish: one, and several. Pure."""

_TABLES = {
    "documents": ("dokument", "dokumenter"),
    "plans": ("plan", "planer"),
    "plan_links": ("rækkefølge af planer", "rækkefølger af planer"),
    "plan_states": ("tilstand", "tilstande"),
    "plan_periods": ("periode", "perioder"),
    "plan_organisations": ("boligorganisation i en plan", "boligorganisationer i planer"),
    "plan_caveats": ("forbehold om en plan", "forbehold om planer"),
    "area_groups": ("områdes bydele", "områders bydele"),
    "listed_departments": ("opført afdeling", "opførte afdelinger"),
    "memberships": ("medlemskab af en plan", "medlemskaber af planer"),
    "funding_subjects": ("formål", "formål"),
    "funding": ("beløb", "beløb"),
    "funding_shares": ("andel af finansieringen", "andele af finansieringen"),
    "plan_area_figures": ("tal om et planområde", "tal om planområder"),
    "list_areas": ("område på en liste", "områder på lister"),
    "list_area_departments": ("afdeling i et listeområde", "afdelinger i listeområder"),
    "printed_counts": ("trykt antal", "trykte antal"),
    "agreements": ("aftale", "aftaler"),
    "goals": ("mål", "mål"),
    "goal_statuses": ("målstatus", "målstatusser"),
    "targets": ("måltal", "måltal"),
    "series": ("serie", "serier"),
    "series_values": ("tal i en serie", "tal i serier"),
    "events": ("dato", "datoer"),
    "ticked_bydele": ("felt til afkrydsning", "felter til afkrydsning"),
    "quantities": ("størrelse", "størrelser"),
    "plan_contents": ("punkt i en plan", "punkter i planer"),
    "parties": ("aktør", "aktører"),
    "named_areas": ("navngivet område", "navngivne områder"),
    "remarks": ("bemærkning", "bemærkninger"),
    "plan_list_completeness": ("oplysning om fuldstændighed", "oplysninger om fuldstændighed"),
    "department_keys": ("afdelingsnøgle", "afdelingsnøgler"),
    "settings": ("indstilling", "indstillinger"),
}


def table_in_words(table: str, count: int = 1) -> str:
    """The name of a row of the table, for one or several; the table's own name where it is not known."""
    one, several = _TABLES.get(table, (table, table))
    return one if count == 1 else several
