-- The tables of a snapshot that have no shape. Those that have one (bydele, departments, plans, land, water) are
-- written as GeoPackage layers, EPSG:25832. Every table is registered in gpkg_contents, so that QGIS shows it.
-- Counts are plain numbers; dates are ISO text; missing is NULL. The checks say again what the records say.

CREATE TABLE snapshot (                       -- one row: which build this file is
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  snapshot_id TEXT NOT NULL CHECK (length(snapshot_id) = 12),
  code_version TEXT NOT NULL
);

CREATE TABLE documents (                      -- the municipal papers the register is read from
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  kind TEXT NOT NULL,
  short_title TEXT NOT NULL,                  -- how a source is named beside a number
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  document_date TEXT,                         -- NULL: the paper bears no date
  date_inferred_from TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  accepted_by TEXT NOT NULL,
  accepted_on TEXT NOT NULL,
  because TEXT NOT NULL
);

CREATE TABLE datasets (                       -- the published layers behind the geography
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  layer TEXT NOT NULL,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  dated TEXT NOT NULL,
  licence TEXT NOT NULL,
  licence_basis TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  used_for TEXT NOT NULL
);

CREATE TABLE sources (                        -- where each register row stands, and who accepted it and why
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  table_name TEXT NOT NULL,
  row_key TEXT NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (document_id),
  page INTEGER NOT NULL CHECK (page >= 1),
  line INTEGER NOT NULL CHECK (line >= 1),
  line_end INTEGER NOT NULL CHECK (line_end >= line),
  quote_chars INTEGER NOT NULL CHECK (quote_chars > 0),
  quote_sha256 TEXT NOT NULL CHECK (length(quote_sha256) = 64),
  status TEXT NOT NULL CHECK (status IN ('printed', 'derived', 'inferred')),
  accepted_by TEXT NOT NULL CHECK (accepted_by <> ''),
  accepted_on TEXT NOT NULL,
  because TEXT NOT NULL CHECK (status = 'printed' OR because <> ''),
  quote TEXT CHECK (quote IS NULL OR length(quote) = quote_chars),  -- NULL: built without the document
  UNIQUE (table_name, row_key)
);

CREATE TABLE plan_states (
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('foreslået', 'finansieret', 'godkendt', 'i drift', 'udløbet')),
  valid_from TEXT,
  valid_to TEXT
);

CREATE TABLE plan_periods (                   -- a period a source; end dates inclusive
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('default', 'agreement', 'statement')),
  start TEXT,
  "end" TEXT CHECK ("end" IS NULL OR start IS NULL OR "end" >= start),
  duration_years INTEGER CHECK (duration_years > 0)
);

CREATE TABLE plan_organisations (
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  printed TEXT NOT NULL,
  organisation_no INTEGER NOT NULL,
  managed_by TEXT
);

CREATE TABLE plan_caveats (                   -- what a reader of a plan's figures must know
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  text_da TEXT NOT NULL,
  text_en TEXT NOT NULL
);

CREATE TABLE area_groups (                    -- one name for several city districts; not a district itself
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  bydel_nos TEXT NOT NULL                     -- JSON list
);

CREATE TABLE listed_departments (             -- the names of the documents' lists, as printed, one a department
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  listed_id TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  area TEXT NOT NULL,
  position INTEGER NOT NULL,
  printed TEXT NOT NULL,
  name TEXT NOT NULL,
  homes INTEGER CHECK (homes > 0)             -- printed beside the name, if at all
);

CREATE TABLE matches (                        -- what each listed name was tied to, how, or why not
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  listed_id TEXT NOT NULL UNIQUE REFERENCES listed_departments (listed_id),
  outcome TEXT NOT NULL CHECK (outcome IN ('matched', 'ambiguous', 'unknown')),
  method TEXT NOT NULL CHECK (method IN ('name', 'department number', 'evidence', 'decision', 'none')),
  department_ids TEXT NOT NULL CHECK ((department_ids <> '[]') = (outcome = 'matched')),  -- JSON list
  score REAL CHECK (score BETWEEN 0 AND 1),
  assumed INTEGER NOT NULL CHECK (assumed IN (0, 1)),
  decision TEXT CHECK ((decision IS NOT NULL) = (method = 'decision')),
  reason TEXT NOT NULL
);

CREATE TABLE match_candidates (               -- the departments a listed name may mean, the likeliest first
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  listed_id TEXT NOT NULL REFERENCES listed_departments (listed_id),
  department_id TEXT NOT NULL,
  rank INTEGER NOT NULL CHECK (rank >= 1),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1)
);

CREATE TABLE match_evidence (                 -- what speaks for a candidate; weight: natural logarithm of the odds
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  listed_id TEXT NOT NULL REFERENCES listed_departments (listed_id),
  department_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  said TEXT NOT NULL,
  weight REAL NOT NULL
);

CREATE TABLE decisions (                      -- what a person chose for a name in a plan, or drew; it always wins
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT,
  name TEXT CHECK ((name IS NULL) = (plan_id IS NULL)),
  department_ids TEXT NOT NULL,               -- JSON list; empty: the name means none of the layer's departments
  outline_wkt TEXT CHECK ((outline_wkt IS NULL) = (plan_id IS NOT NULL)),  -- EPSG:25832
  accepted_by TEXT NOT NULL,
  accepted_on TEXT NOT NULL,
  because TEXT NOT NULL CHECK (because <> '')
);

CREATE TABLE footprints (                     -- how each outline came about, and how far it may be off
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  department_id TEXT NOT NULL UNIQUE,
  method TEXT NOT NULL CHECK (method IN ('city layer', 'parcels', 'named OSM area', 'buildings', 'hull of points',
                                         'drawn', 'point only')),
  accuracy_m REAL NOT NULL CHECK (accuracy_m >= 0),
  credit TEXT NOT NULL,
  retrieved_on TEXT,
  east_m REAL,                                -- of a "point only", EPSG:25832
  north_m REAL,
  addresses_matched INTEGER,
  addresses_unmatched INTEGER,
  notes TEXT NOT NULL                         -- JSON list, Danish
);

CREATE TABLE memberships (
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  listed_id TEXT NOT NULL REFERENCES listed_departments (listed_id),
  valid_from TEXT NOT NULL,
  valid_to TEXT                               -- NULL: as long as the plan lasts
);

CREATE TABLE department_keys (                -- official keys a department has had
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  department_id TEXT NOT NULL,
  organisation_no INTEGER NOT NULL,
  department_no TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  accepted_by TEXT NOT NULL,
  accepted_on TEXT NOT NULL,
  because TEXT NOT NULL
);

CREATE TABLE department_names (               -- other names of a department, and earlier ones
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  department_id TEXT NOT NULL,
  name TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  accepted_by TEXT NOT NULL,
  accepted_on TEXT NOT NULL,
  because TEXT NOT NULL
);

CREATE TABLE organisation_names (             -- what papers call an organisation besides its name in the layer
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  organisation_no INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('short', 'long', 'earlier', 'manager')),
  accepted_by TEXT NOT NULL,
  accepted_on TEXT NOT NULL,
  because TEXT NOT NULL
);

CREATE TABLE printed_counts (
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('plans', 'departments', 'homes', 'residents', 'other')),
  value INTEGER NOT NULL CHECK (value >= 0),
  approximate INTEGER NOT NULL CHECK (approximate IN (0, 1))
);

CREATE TABLE plan_list_completeness (         -- only inside a complete span may coverage be 0
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL CHECK (valid_to >= valid_from),
  complete INTEGER NOT NULL CHECK (complete IN (0, 1))
);

CREATE TABLE plan_links (                     -- which plan goes on from which, and where several became one
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  predecessor_id TEXT NOT NULL CHECK (predecessor_id <> plan_id),
  kind TEXT NOT NULL CHECK (kind IN ('continued', 'merged')),
  "on" TEXT
);

CREATE TABLE funding_subjects (               -- what an amount is for; several plan_ids share it as one
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  subject_id TEXT NOT NULL UNIQUE,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  plan_ids TEXT NOT NULL,                     -- JSON list; empty: plans the document does not name
  decision_id TEXT                            -- the event that granted it, where a document says
);

CREATE TABLE funding (                        -- amounts as printed; never added across price levels or stages
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  subject_id TEXT NOT NULL REFERENCES funding_subjects (subject_id),
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  printed TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('1.000 kr.', 'mio. kr.')),
  amount_kr INTEGER NOT NULL,
  year_from INTEGER,
  year_to INTEGER CHECK ((year_to IS NULL) = (year_from IS NULL) AND (year_to IS NULL OR year_to >= year_from)),
  steering_area TEXT CHECK (steering_area IN ('Anlæg', 'Service')),
  "grant" TEXT,
  price_level TEXT,                           -- NULL: the document states none
  stage TEXT NOT NULL CHECK (stage IN ('budgetnotat', 'aftale', 'indstilling', 'tidligere afsat')),
  payer_da TEXT,
  payer_en TEXT,
  "table" TEXT,
  table_row TEXT,
  is_total INTEGER NOT NULL CHECK (is_total IN (0, 1)),
  part_of TEXT                                -- key of the amount it is said to be a part of
);

CREATE TABLE funding_shares (                 -- the percentage somebody pays; plan_id NULL: the rule for all plans
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT,
  split TEXT NOT NULL,                        -- shares said together
  payer_da TEXT NOT NULL,
  payer_en TEXT NOT NULL,
  value_pct REAL NOT NULL CHECK (value_pct BETWEEN 0 AND 100),
  basis TEXT NOT NULL CHECK (basis IN ('rule', 'plan')),
  whole TEXT                                  -- key of the amount they are of
);

CREATE TABLE agreements (                     -- between the city and others
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  agreement_id TEXT NOT NULL UNIQUE,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  year_from INTEGER,
  year_to INTEGER CHECK ((year_to IS NULL) = (year_from IS NULL) AND (year_to IS NULL OR year_to >= year_from)),
  theme_da TEXT,
  theme_en TEXT
);

CREATE TABLE goals (                          -- rows of an agreement's table of goals, under our short titles
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  goal_id TEXT NOT NULL UNIQUE,
  agreement_id TEXT NOT NULL REFERENCES agreements (agreement_id),
  kind TEXT NOT NULL CHECK (kind IN ('analyse', 'direkte målbar', 'hensigtserklæring')),
  position INTEGER NOT NULL,
  theme INTEGER NOT NULL,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  deadline TEXT NOT NULL,                     -- as printed
  fulfilment TEXT NOT NULL CHECK (fulfilment IN ('Opfyldt', 'I proces', 'Indtænkes')),
  expected TEXT,
  owner TEXT
);

CREATE TABLE goal_statuses (                  -- each version of a goal's status text; the words are the source's quote
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  goal_id TEXT NOT NULL REFERENCES goals (goal_id),
  as_of TEXT NOT NULL,
  unchanged INTEGER NOT NULL CHECK (unchanged IN (0, 1))
);

CREATE TABLE series (                         -- what papers count again and again; not the city's statistics
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  series_id TEXT NOT NULL UNIQUE,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  unit_da TEXT NOT NULL,
  unit_en TEXT NOT NULL,
  definition_da TEXT NOT NULL,
  definition_en TEXT NOT NULL,
  accepted_by TEXT NOT NULL,
  accepted_on TEXT NOT NULL,
  because TEXT NOT NULL
);

CREATE TABLE series_values (                  -- a printed figure of a series; a forecast is one too and says so
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  series_id TEXT NOT NULL REFERENCES series (series_id),
  as_of TEXT NOT NULL,                        -- 2016-11-22, 2016-11, 2017-Q1, 2016-H1, 2016, 2013/2015
  kind TEXT NOT NULL CHECK (kind IN ('measured', 'forecast')),
  printed TEXT NOT NULL,
  value REAL NOT NULL,
  approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
  basis TEXT,                                 -- where the paper says it is from
  part_of TEXT,
  forecast_of TEXT
);

CREATE TABLE targets (                        -- what shall be reached
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  target_id TEXT NOT NULL UNIQUE,
  goal_id TEXT,
  series_id TEXT,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  comparator TEXT NOT NULL CHECK (comparator IN ('at least', 'at most', 'fall by', 'share', 'none')),
  value REAL CHECK ((value IS NULL) = (comparator = 'none')),
  unit_da TEXT,
  unit_en TEXT,
  base TEXT,
  by_year INTEGER,
  list_da TEXT
);

CREATE TABLE events (                         -- what happened or was to happen in a span of days
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  "on" TEXT,
  until TEXT CHECK ((until IS NULL) = ("on" IS NULL) AND (until IS NULL OR until >= "on")),
  printed TEXT NOT NULL,
  body TEXT,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  topic TEXT,                                 -- events of one topic are held against each other
  plan_ids TEXT NOT NULL
);

CREATE TABLE ticked_bydele (                  -- the boxes of a paper's form
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  ticked INTEGER NOT NULL CHECK (ticked IN (0, 1))
);

CREATE TABLE quantities (                     -- single printed figures that belong to no other table
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  printed TEXT NOT NULL,
  value REAL NOT NULL,
  unit_da TEXT NOT NULL,
  unit_en TEXT NOT NULL,
  approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
  year_from INTEGER,
  year_to INTEGER,
  price_level TEXT
);

CREATE TABLE plan_contents (                  -- focus areas, goals, parts and annexes of a plan
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('fokusområde', 'mål', 'bestanddel', 'bilag')),
  position INTEGER NOT NULL,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL
);

CREATE TABLE parties (                        -- bodies that papers name, and their part in the work
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  party_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  abbreviation TEXT,
  role_da TEXT NOT NULL,
  role_en TEXT NOT NULL
);

CREATE TABLE named_areas (                    -- areas that papers name and that are no departments
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('udviklingsplan', 'områdefornyelse', 'forsøgsområde', 'område'))
);

CREATE TABLE remarks (                        -- what a person has noted about a paper and no rule computes
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'rounding', 'ambiguous', 'definition', 'missing')),
  text_da TEXT NOT NULL,
  text_en TEXT NOT NULL
);

CREATE TABLE plan_area_figures (              -- the documents' own figures about a plan's area: never statistics
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  area TEXT NOT NULL,
  plan_id TEXT NOT NULL,
  indicator TEXT NOT NULL,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  note_da TEXT NOT NULL,
  note_en TEXT NOT NULL,
  ages TEXT NOT NULL,
  value_pct REAL NOT NULL CHECK (value_pct BETWEEN 0 AND 100),
  city_pct REAL NOT NULL CHECK (city_pct BETWEEN 0 AND 100),
  year INTEGER                                -- NULL: the document gives none
);

CREATE TABLE list_areas (                     -- places a document says stand on one of the state's lists
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  list_da TEXT NOT NULL,
  list_en TEXT NOT NULL,
  name TEXT NOT NULL,
  as_of TEXT,                                 -- NULL: no date is printed
  note_da TEXT,                               -- what a reader must know of what the place holds
  note_en TEXT
);

CREATE TABLE list_area_departments (
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  list_area TEXT NOT NULL REFERENCES list_areas (key),
  listed_id TEXT NOT NULL REFERENCES listed_departments (listed_id)
);

CREATE TABLE indicators (                     -- what each column of the statistics measures
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  indicator_id TEXT NOT NULL UNIQUE,
  theme TEXT NOT NULL,
  position INTEGER NOT NULL,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  definition_da TEXT NOT NULL,
  definition_en TEXT NOT NULL,
  direction_da TEXT NOT NULL,
  direction_en TEXT NOT NULL,
  note_da TEXT NOT NULL,
  note_en TEXT NOT NULL,
  ages TEXT,                                  -- NULL: the publisher does not say
  unit TEXT NOT NULL CHECK (unit IN ('percent', 'kroner', 'persons')),
  whole TEXT,                                 -- shares of one whole add up to 100 %; NULL: stands alone
  published_for TEXT NOT NULL CHECK (published_for IN ('rode', 'bydel', 'city')),
  first_year INTEGER NOT NULL,
  last_year INTEGER NOT NULL CHECK (last_year >= first_year),
  dataset_id TEXT NOT NULL
);

CREATE TABLE indicator_values (               -- a figure, or NULL and why; place_no 0 is the city
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  indicator_id TEXT NOT NULL REFERENCES indicators (indicator_id),
  level TEXT NOT NULL CHECK (level IN ('rode', 'bydel', 'city')),
  place_no INTEGER NOT NULL,
  year INTEGER NOT NULL,
  value REAL,
  weight INTEGER CHECK (weight >= 0),         -- people it rests on
  parts INTEGER,                              -- figures it was computed of; NULL: published as it stands
  missing TEXT CHECK (missing IN ('no residents', 'not published', 'few residents', 'few persons', 'guards another')),
  CHECK ((value IS NULL) = (missing IS NOT NULL)),
  UNIQUE (indicator_id, level, place_no, year)
);

CREATE TABLE rode_housing (                   -- how much of a rode's area is plots of non-profit housing
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  rode_no INTEGER NOT NULL UNIQUE,
  almene_share REAL NOT NULL CHECK (almene_share BETWEEN 0 AND 1)
);

CREATE TABLE settings (
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL,
  accepted_by TEXT NOT NULL,
  accepted_on TEXT NOT NULL,
  because TEXT NOT NULL
);

CREATE TABLE bydel_coverage (                 -- 31 December of each year, default periods
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  bydel_no INTEGER NOT NULL,
  bydel TEXT NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 2014 AND 2029),
  homes_covered INTEGER CHECK (homes_covered BETWEEN 0 AND homes),
  homes INTEGER NOT NULL,
  homes_family_youth_covered INTEGER CHECK (homes_family_youth_covered BETWEEN 0 AND homes_family_youth),
  homes_family_youth INTEGER NOT NULL CHECK (homes_family_youth <= homes),
  departments_covered INTEGER CHECK (departments_covered BETWEEN 0 AND departments),
  departments INTEGER NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  CHECK ((homes_covered IS NULL) = (departments_covered IS NULL)),
  CHECK (complete = 1 OR departments_covered IS NULL OR departments_covered > 0),  -- 0 only from a complete list
  UNIQUE (bydel_no, year)
);

CREATE TABLE bydel_coverage_agreement (       -- the same with the agreement's periods, where it prints one
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  bydel_no INTEGER NOT NULL,
  bydel TEXT NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 2014 AND 2029),
  homes_covered INTEGER CHECK (homes_covered BETWEEN 0 AND homes),
  homes INTEGER NOT NULL,
  homes_family_youth_covered INTEGER CHECK (homes_family_youth_covered BETWEEN 0 AND homes_family_youth),
  homes_family_youth INTEGER NOT NULL CHECK (homes_family_youth <= homes),
  departments_covered INTEGER CHECK (departments_covered BETWEEN 0 AND departments),
  departments INTEGER NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  CHECK ((homes_covered IS NULL) = (departments_covered IS NULL)),
  CHECK (complete = 1 OR departments_covered IS NULL OR departments_covered > 0),
  UNIQUE (bydel_no, year)
);

CREATE TABLE findings (                       -- what does not add up or is not known
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  finding_id TEXT NOT NULL UNIQUE,
  "check" TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'rounding', 'ambiguous', 'definition', 'missing')),
  subject TEXT NOT NULL,
  message_da TEXT NOT NULL,
  message_en TEXT NOT NULL,
  printed NUMERIC,                            -- whole or broken, as it was counted
  computed NUMERIC,
  arithmetic TEXT NOT NULL,
  sources TEXT NOT NULL                       -- JSON list of "table/row_key"
);

CREATE TABLE held (                           -- printed figures that were held against others and fit
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  held_id TEXT NOT NULL UNIQUE,
  "check" TEXT NOT NULL,
  subject TEXT NOT NULL,                      -- "table/row_key"
  printed NUMERIC NOT NULL,
  computed NUMERIC NOT NULL,
  arithmetic TEXT NOT NULL CHECK (arithmetic <> ''),
  sources TEXT NOT NULL                       -- JSON list of "table/row_key", the subject first
);
