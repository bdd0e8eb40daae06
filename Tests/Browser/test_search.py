"""Search from file://: nothing is loaded before it is used, the exact name stands first, slips are forgiven, filters choose."""
import json
import random
import re

import pytest

FIELD = ".search-form input"
RESULTS = "Array.from(document.querySelectorAll('[data-result]'), (link) => link.getAttribute('href'))"
SETTLED = "(query) => document.querySelector('.search-status').dataset.query === query"


@pytest.fixture(scope="session")
def entries(site):
    return json.loads(site.text("data/entries.json"))


def search(page, query):
    """Types a query on the search page and gives the addresses found."""
    page.fill(FIELD, query)
    page.wait_for_function(SETTLED, arg=query)
    return page.evaluate(RESULTS)


def status(page):
    return page.inner_text(".search-status")


def ask(page, queries):
    """The first address, the terms and the notes for each query, without the page."""
    search(page, "x")
    return page.evaluate(
        """async (queries) => {
          const answers = [];
          for (const query of queries) {
            const { hits, marks, notes, missing } = await _lw.search(query);
            answers.push({ first: hits.length ? (await _lw.entry(hits[0]))[1] : "", count: hits.length, marks: [...marks], notes, missing });
          }
          return answers;
        }""",
        queries,
    )


def ask_all(page, queries, most=3):
    """The addresses of the first results of each query, as the page would show them."""
    search(page, "x")
    return page.evaluate(
        """async ([queries, most]) => {
          const answers = [];
          for (const query of queries) {
            const found = await _lw.search(query), shown = [];
            for (const hit of found.hits) {
              const entry = await _lw.entry(hit);
              if (found.accepts(entry)) shown.push(entry[1]);
              if (shown.length === most) break;
            }
            answers.push(shown);
          }
          return answers;
        }""",
        [queries, most],
    )


@pytest.mark.parametrize("address", ["index.html", "concepts/migrasome.html", "search.html"])
def test_nothing_is_loaded_before_the_field_is_used(visit, address):
    page = visit(address)
    requests = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(visit.site.root.as_uri())))
    page.reload()
    page.wait_for_timeout(200)
    assert "/assets/search.js" in requests
    assert [name for name in requests if name.startswith(("/search/", "/assets/search-")) and name.endswith(".js")] == []
    with page.expect_request("**/assets/search-reader.js"):
        page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    assert page.outside == []


@pytest.mark.parametrize("address", ["concepts/migrasome.html", "search.html"])
def test_before_the_first_key_only_the_root_of_the_index_is_loaded(visit, address):
    """What the first search needs is compiled before anybody types, and that neither loads anything more nor goes wrong."""
    page = visit(address)
    requests = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(visit.site.root.as_uri())))
    page.keyboard.press("/")
    page.wait_for_timeout(500)
    assert [name for name in requests if name.startswith("/search/")] == ["/search/root.js"]
    assert page.errors == [] and page.locator("[data-result]").count() == 0


def test_titles_and_aliases_stand_first(visit, entries):
    """Every title leads to its entry, and every alias that no other entry's name begins with the same words as."""
    page = visit("search.html")
    names = [(name, entry["page"]) for entry in entries for name in [entry["title"], *entry.get("aliases", [])]]
    owners = {}
    for name, address in names:
        owners.setdefault(name.casefold(), set()).add(address)
    answers = ask(page, [name for name, _ in names])
    assert len(answers) == len(names)
    wrong = []
    for (name, address), answer in zip(names, answers):
        if answer["first"] not in owners[name.casefold()]:
            wrong.append((name, address, answer["first"]))
    assert wrong == []


def test_names_of_files_stand_first(visit, entries):
    page = visit("search.html")
    slugs = [entry["page"].rsplit("/", 1)[1].removesuffix(".html") for entry in entries]
    answers = ask(page, slugs)
    assert [(slug, answer["first"]) for slug, entry, answer in zip(slugs, entries, answers) if answer["first"] != entry["page"]] == []


def test_identifiers_find_their_paper(visit, entries):
    page = visit("search.html")
    for query in ["10.1038/cr.2014.135", "https://doi.org/10.1038/cr.2014.135", "doi:10.1038/CR.2014.135", "PMID: 25342562", "ma2015"]:
        assert search(page, query)[0] == "papers/ma2015.html", query


def test_an_identifier_finds_only_the_entry_that_has_it(visit, entries):
    """Many are made of digits alone, which as words stand in every other text."""
    page = visit("search.html")
    pairs = [(item["value"], entry["page"]) for entry in entries for item in entry.get("identifiers", [])]
    addresses = [pair for pair in pairs if pair[0].startswith("http")]
    pairs = [pair for pair in pairs if pair not in addresses]
    answers = ask(page, [value for value, _ in pairs])
    assert len(pairs) > 150 and any(set(value) <= set("0123456789./") and "/" in value for value, _ in pairs)
    assert [(pair, answer) for pair, answer in zip(pairs, answers) if (answer["first"], answer["count"]) != (pair[1], 1)] == []
    # An address is made of words, but stands for its paper.
    assert [answer["first"] for answer in ask(page, [value for value, _ in addresses])] == [home for _, home in addresses]


def test_an_identifier_is_found_while_it_is_typed(visit):
    page = visit("search.html")
    assert search(page, "10.1101/2023.08.03.55") == ["papers/zucker2023.html"]
    assert page.inner_text(".search-notes") == ""
    page.select_option("select[name=type]", "paper")
    assert search(page, "doi:10.1101/2023.08.03.551756") == ["papers/zucker2023.html"]


def test_numbers_of_an_identifier_are_no_words(visit):
    page = visit("search.html")
    for query in ["10.1101/2023.08.03.2015", "doi:10.1101/2015", "https://arxiv.org/abs/2015.12345"]:
        assert search(page, query) == [], query
        assert page.inner_text(".search-notes").startswith("No entry has %s." % query.removeprefix("doi:").removeprefix("https://arxiv.org/abs/"))
        assert page.is_visible(".search-ways")
    # What an entry says as a whole is found, although no entry has it as its own; a year and a list of symbols are words.
    assert search(page, "030131-5435") == ["concepts/tspan7.html"]
    assert "concepts/cd9.html" in search(page, "CD9/CD63/CD81") and search(page, "2019-2021")


@pytest.mark.parametrize(
    "query, first",
    [("TSPAN 4", "concepts/tspan4.html"), ("tspan-4", "concepts/tspan4.html"), ("pi 4,5 p2", "concepts/pi45p2.html"),
     ("PI(4,5)P₂", "concepts/pi45p2.html"), ("pi45p2", "concepts/pi45p2.html")],
)
def test_names_written_apart_are_one(visit, query, first):
    page = visit("search.html")
    assert search(page, query)[0] == first
    assert search(page, query + " ")[0] == first


def test_two_words_rank_nearly_as_the_joined_name(visit):
    """Texts that say the two words count as well."""
    page = visit("search.html")
    apart, joined = search(page, "TSPAN 4"), search(page, "TSPAN4")
    assert apart[:3] == joined[:3] and len(set(apart) & set(joined)) >= 9


def slips(entries, edits, count, shortest):
    """Words of names with `edits` slips each: letters added, lost, changed or swapped."""
    words = sorted({word for entry in entries for word in re.findall(r"(?<![\w(/+-])[a-z]{%d,}(?![\w)/+-])" % shortest, entry["title"].lower())})
    chance = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz"
    made = []
    while len(made) < count:
        word = slip = chance.choice(words)
        for _ in range(edits):
            place, kind, letter = chance.randrange(len(slip)), chance.randrange(4), chance.choice(letters)
            if kind == 0:
                slip = slip[:place] + letter + slip[place:]
            elif kind == 1:
                slip = slip[:place] + slip[place + 1 :]
            elif kind == 2:
                slip = slip[:place] + letter + slip[place + 1 :]
            else:
                slip = slip[:place] + slip[place : place + 2][::-1] + slip[place + 2 :]
        if slip != word and len(slip) >= shortest:
            made.append((word, slip))
    return made


@pytest.mark.parametrize("edits, shortest, share", [(1, 4, 1.0), (2, 9, 0.95)])
def test_slips_in_names_are_forgiven(visit, entries, edits, shortest, share):
    page = visit("search.html")
    pairs = slips(entries, edits, 1000, shortest)
    answers = ask(page, [text + " " for pair in pairs for text in pair])
    assert len(answers) == 2 * len(pairs)
    lost = []
    for (word, slip), right, wrong in zip(pairs, answers[::2], answers[1::2]):
        # A slip may be a word of the base itself; it is then searched for as it is written.
        is_word = not wrong["notes"] and not wrong["missing"]
        form = right["marks"][0]
        # The dictionary of slips holds words of four letters and more, in American spelling.
        is_there = len(form) > 3 and form in (word, word[:-1])
        if form not in wrong["marks"] and not is_word and is_there:
            lost.append((word, slip, wrong["marks"]))
    assert len(lost) <= (1 - share) * len(pairs), lost[:20]


def test_without_scripts_all_entries_stand_there_from_a_to_z(visit, site):
    page = visit("search.html", scripts=False)
    assert not page.is_visible(FIELD)
    listed = [link.get_attribute("href") for link in page.locator(".letters a").all()]
    entries = {"%s/%s" % (folder, file.name) for folder in ("concepts", "papers", "pages") for file in site.path(folder).glob("*.html")}
    redirects = {entry for entry in entries if 'http-equiv="refresh"' in site.text(entry)}
    assert set(listed) == entries - redirects and len(listed) == len(set(listed))
    titles = [link.inner_text().casefold() for link in page.locator(".letters a").all()]
    assert titles[0] < "b" and titles[-1] > "u"


def test_a_slip_is_said_and_the_word_itself_can_be_searched(visit):
    page = visit("search.html")
    assert search(page, "migrsaome")[0] == "concepts/migrasome.html"
    assert "No entry has migrsaome; showing migrasome" in page.inner_text(".search-notes")
    page.click(".search-notes a")
    page.wait_for_function(SETTLED, arg='"migrsaome"')
    assert page.evaluate(RESULTS) == []
    assert "No entry has migrsaome." in page.inner_text(".search-notes")
    assert page.is_visible(".search-ways")


def test_digits_are_no_slips(visit):
    page = visit("search.html")
    answer = ask(page, ["tspan9999 "])[0]
    assert "tspan4" not in answer["marks"] and answer["missing"] == ["tspan9999"]


def test_a_word_that_no_entry_has_is_said(visit):
    page = visit("search.html")
    assert search(page, "teh cell ")
    assert "No entry has teh" in page.inner_text(".search-notes")
    search(page, "the role of calcium")
    assert "Left out, as nearly every text has it: the, of" in page.inner_text(".search-notes")


def test_a_stray_rare_word_does_not_hide_the_correction(visit, entries):
    """Words that stand once in the base and are a slip away from a word of a name: both are found, and it is said."""
    page = visit("search.html")
    search(page, "x")
    found = page.evaluate(
        """async (n) => {
          const counts = new Map();
          for (let i = 0; i < n; i++) for (const word of new Set((await _lw.entry(i))[6].toLowerCase().match(/\\b[a-z]{6,}\\b/g)))
            counts.set(word, (counts.get(word) ?? 0) + 1);
          for (const [word, count] of counts) if (count === 1) {
            const { hits, notes } = await _lw.search(word + " ");
            if (notes.length && notes[0].isStray) return { word, hits: hits.length, showing: notes[0].showing };
          }
        }""",
        len(entries),
    )
    assert found and found["hits"] > 1
    search(page, found["word"] + " ")
    assert "Few entries have %s" % found["word"] in page.inner_text(".search-notes") or "also showing" in page.inner_text(".search-notes")


def test_a_correction_is_declined_without_losing_the_rest(visit):
    page = visit("search.html")
    page.select_option("select[name=type]", "paper")
    search(page, "migrsaome kidney year:2019-")
    page.click(".search-notes a")
    page.wait_for_url('**/search.html?q=%22migrsaome%22+kidney+year%3A2019-&type=paper')


@pytest.mark.parametrize("query", ["???", "(((", "🧬", "?", '""', "??? +"])
def test_signs_alone_find_nothing(visit, query):
    page = visit("search.html")
    assert search(page, query) == [] and status(page) == "No entries found"
    assert page.inner_text(".search-notes") == "No entry has %s." % query
    page.select_option("select[name=type]", "paper")
    page.wait_for_function("location.search.includes('type=paper')")
    assert page.evaluate(RESULTS) == []
    assert search(page, "") and status(page).endswith(" entries")


def test_phrases_hold_words_together(visit):
    page = visit("search.html")
    apart, together = search(page, "fiber retraction"), search(page, '"retraction fiber"')
    assert together and "concepts/retraction-fiber.html" in together
    assert apart
    assert search(page, '"fiber retraction"') == []


def test_filters_choose(visit, entries):
    page = visit("search.html")
    kinds = {entry["page"]: entry for entry in entries}
    for query in ["migrasome type:paper", "type:paper"]:
        found = search(page, query)
        assert found and all(kinds[address]["kind"] == "paper" for address in found)
    found = search(page, "migrasome year:2015")
    assert "papers/ma2015.html" in found
    found = search(page, "tspan tag:tetraspanins")
    assert found and all("tetraspanins" in kinds[address].get("tags", []) for address in found)
    search(page, "migrasome")
    page.select_option("select[name=type]", "paper")
    page.select_option("select[name=year]", "2015")
    page.wait_for_function("document.querySelectorAll('[data-result]').length && location.search.includes('year=2015')")
    assert "papers/ma2015.html" in page.evaluate(RESULTS)
    # The state stands in the address and is there again after a reload.
    page.reload()
    page.wait_for_function(SETTLED, arg="migrasome")
    assert "papers/ma2015.html" in page.evaluate(RESULTS)
    assert page.input_value("select[name=year]") == "2015"


def test_an_address_may_say_what_the_lists_do_not_offer(visit, site):
    page = visit("index.html")
    page.goto(site.path("search.html").as_uri() + "?q=migrasome&year=2019-2022&type=paper&tag=no+such")
    page.wait_for_function(SETTLED, arg='migrasome year:2019-2022 tag:"no such"')
    assert page.input_value("select[name=type]") == "paper" and page.evaluate(RESULTS) == []
    page.goto(site.path("search.html").as_uri() + "?year=2019-2022&type=paper")
    page.wait_for_function(SETTLED, arg="year:2019-2022")
    assert page.evaluate(RESULTS) and int(status(page).split()[0]) > 10
    page.wait_for_function("location.search === '?q=year%3A2019-2022&type=paper'")


def test_more_results_are_counted_and_the_focus_stays_among_them(visit):
    page = visit("search.html")
    search(page, '"migrasome formation"')
    assert status(page) == "10 found so far"
    for _ in range(60):
        before = page.locator(".results > li").count()
        page.click(".more-results")
        page.wait_for_function("(before) => document.querySelector('.more-results').hidden || document.querySelectorAll('.results > li').length > before", arg=before)
        page.wait_for_timeout(50)
        count = page.locator(".results > li").count()
        assert page.evaluate("document.activeElement.hasAttribute('data-result')")
        if page.locator(".more-results").is_hidden():
            assert status(page) == "%d entries" % count
            break
        assert status(page) == "%d found so far" % count
    else:
        raise AssertionError("the results have no end")


def test_the_focus_stays_where_the_last_step_finds_nothing(visit):
    page = visit("search.html")
    search(page, '"migrasome formation"')
    page.evaluate("() => { _lw.entry = () => Promise.resolve(['', '', 'concept', 0, [], [], '', '']); }")
    for _ in range(60):
        if page.locator(".more-results").is_hidden():
            break
        page.click(".more-results")
        page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.hasAttribute('data-result')") and status(page) == "10 entries"


def test_corrections_are_heard_after_a_pause(visit):
    page = visit("search.html")
    search(page, "x")
    heard = page.locator(".search-notes + [aria-live=polite]")
    page.evaluate(
        """() => { window.spoken = []; const heard = document.querySelector(".search-notes + [aria-live]");
        new MutationObserver(() => spoken.push(heard.textContent)).observe(heard, { childList: true, characterData: true, subtree: true }); }""")
    page.fill(FIELD, "")
    page.focus(FIELD)
    for typed in "migrsaome ":
        page.keyboard.type(typed)
        page.wait_for_timeout(120)
    page.wait_for_function("document.querySelector('.search-notes + [aria-live]').textContent")
    assert heard.text_content().startswith("No entry has migrsaome; showing migrasome")
    assert len([words for words in page.evaluate("spoken") if words]) == 1


def test_filters_know_all_results_at_once(visit, entries):
    """Without words the count is that of the base, although ten entries are shown."""
    page = visit("search.html")

    def year(entry):
        return int(entry.get("year", 0))

    for query, passes in [
        ("type:paper", lambda entry: entry["kind"] == "paper"),
        ("year:2019-2021", lambda entry: 2019 <= year(entry) <= 2021),
        ("year:2020-", lambda entry: year(entry) >= 2020),
        ("type:paper year:2015 year:2017", lambda entry: entry["kind"] == "paper" and year(entry) in (2015, 2017)),
        ("tag:tetraspanins type:concept", lambda entry: entry["kind"] == "concept" and "tetraspanins" in entry.get("tags", [])),
    ]:
        found, count = search(page, query), sum(map(passes, entries))
        assert count and status(page) == "%d entr%s" % (count, "y" if count == 1 else "ies"), query
        assert len(found) == min(10, count)
        kinds = {entry["page"]: entry for entry in entries}
        assert all(passes(kinds[address]) for address in found)
    assert search(page, "tag:nonesuch") == [] and status(page) == "No entries found"


def test_results_have_marks_and_lead_to_the_section(visit):
    page = visit("search.html")
    search(page, "curvature")
    assert page.locator(".results mark").count() > 0
    link = page.locator(".place a").first
    assert re.search(r"\.html#.", link.get_attribute("href"))
    link.click()
    page.wait_for_function("location.hash && CSS.highlights.has('search')")
    marked = page.evaluate("[...CSS.highlights.get('search')].map((range) => range.toString().toLowerCase())")
    assert marked and all("curv" in words for words in marked)
    assert "hl=" not in page.url
    page.keyboard.press("Escape")
    assert not page.evaluate("CSS.highlights.has('search')")


def test_results_come_while_typing(visit):
    page = visit("search.html")
    page.focus(FIELD)
    for typed in ["m", "mi", "mig", "migr"]:
        page.keyboard.type(typed[-1])
        page.wait_for_function(SETTLED, arg=typed)
        assert page.evaluate(RESULTS)[0].startswith(("concepts/mi", "concepts/m")), typed
    assert re.fullmatch(r"\d+ entries", status(page))
    page.wait_for_function("location.search === '?q=migr'")
    assert page.outside == [] and page.errors == []


@pytest.mark.firefox
def test_search_works_in_firefox(firefox, site):
    firefox.open(site.path("search.html"))
    firefox.press("/")
    firefox.wait_for("document.activeElement.type === 'search'")
    for key in "migrsaome":
        firefox.press(key)
    firefox.wait_for("document.querySelector('.search-status').dataset.query === 'migrsaome'", 10)
    assert firefox.evaluate(RESULTS)[0] == "concepts/migrasome.html"
    firefox.press("ArrowDown")
    assert firefox.evaluate("document.activeElement.getAttribute('href')") == "concepts/migrasome.html"
    firefox.press("Enter")
    firefox.wait_for("location.pathname.endsWith('/concepts/migrasome.html') && CSS.highlights.has('search')", 10)
    assert firefox.errors == []


@pytest.mark.firefox
def test_the_quick_field_works_in_firefox(firefox, site):
    firefox.open(site.path("concepts/podocyte.html"))
    firefox.press("/")
    firefox.wait_for("document.activeElement.type === 'search'")
    for key in "tspan4":
        firefox.press(key)
    firefox.wait_for("document.querySelector('[role=option][aria-selected]') !== null", 10)
    firefox.press("Enter")
    firefox.wait_for("location.pathname.endsWith('/concepts/tspan4.html')", 10)
    assert firefox.errors == []


def test_keys_walk_through_the_results(visit):
    page = visit("search.html")
    found = search(page, "tetraspanin")
    focus = "document.activeElement.getAttribute('href')"
    page.focus(FIELD)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focus) == found[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('%s')" % FIELD)
    page.keyboard.press("Enter")
    assert page.evaluate(focus) == found[0]
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('[data-result]')")
    assert page.input_value(FIELD) == "" and page.is_visible(".search-ways")
    search(page, "tetraspanin")
    page.click(".more-results")
    page.wait_for_function("document.querySelectorAll('[data-result]').length > 10")
    assert page.evaluate("document.activeElement.hasAttribute('data-result')")


HOLD = """() => {
  const real = _lw.search, held = new Promise((done) => { window.release = done; });
  _lw.search = async (query) => { await held; return real(query); };
}"""


@pytest.mark.parametrize("before, key", [("", "Enter"), ("curvature", "Enter"), ("curvature", "ArrowDown")])
def test_who_is_sooner_than_the_results_is_led_to_the_first(visit, before, key):
    """Also where the results of an older text still stand there: they are replaced under a focus."""
    page = visit("search.html")
    search(page, "x")
    search(page, before)
    page.evaluate(HOLD)
    page.fill(FIELD, "podocyte")
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.name") == "q"
    page.evaluate("release()")
    page.wait_for_function(SETTLED, arg="podocyte")
    assert page.evaluate("document.activeElement.getAttribute('href')") == page.evaluate(RESULTS)[0] == "concepts/podocyte.html"


def test_who_types_on_is_not_led_away(visit):
    page = visit("search.html")
    search(page, "x")
    page.evaluate(HOLD)
    page.fill(FIELD, "podocyt")
    page.keyboard.press("Enter")
    page.keyboard.type("e")
    page.evaluate("release()")
    page.wait_for_function(SETTLED, arg="podocyte")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_chosen_result_is_whole_in_view(visit):
    page = visit("search.html", height=420)
    search(page, "migrasome formation")
    page.focus(FIELD)
    for _ in range(5):
        page.keyboard.press("ArrowDown")
        box = page.evaluate("(() => { const box = document.activeElement.closest('li').getBoundingClientRect(); return [box.top, box.bottom, innerHeight]; })()")
        assert box[0] >= -1 and box[1] <= box[2] + 1


def test_the_quick_field_is_a_combobox(visit):
    page = visit("concepts/podocyte.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("retraction")
    page.wait_for_selector("[role=option]")
    field = page.locator(".search-box input")
    assert field.get_attribute("role") == "combobox" and field.get_attribute("aria-expanded") == "true"
    assert page.locator("#" + field.get_attribute("aria-controls")).get_attribute("role") == "listbox"
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[aria-selected]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    assert chosen.get_attribute("href") == "../concepts/retraction-fiber.html"
    assert "entries" in page.inner_text(".search-box [role=status]")
    page.keyboard.press("Escape")
    assert page.locator("[role=listbox]").is_hidden() and field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "retraction"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=retraction")
    page.wait_for_selector("[data-result]")


def test_the_slash_can_be_switched_off(visit):
    page = visit("search.html")
    page.focus(FIELD)
    page.wait_for_function("document.querySelector('.search-status').dataset.query === ''")
    page.click(".search-help summary")
    page.uncheck(".slash-key")
    other = visit("concepts/podocyte.html")
    other.keyboard.press("/")
    assert other.evaluate("document.activeElement.type") != "search"
    other.keyboard.press("Control+k")
    assert other.evaluate("document.activeElement.type") == "search"
    other.evaluate("localStorage.removeItem('slash')")


def test_without_scripts_the_lists_stand_there(visit):
    page = visit("search.html", scripts=False)
    assert not page.is_visible(FIELD)
    for address in ["concepts.html", "papers.html", "tags.html", "categories.html"]:
        assert page.is_visible("main a[href='%s']" % address)
    page = visit("concepts/podocyte.html", scripts=False)
    assert page.is_visible(".search-link") and page.get_attribute(".search-link", "href") == "../concepts.html"


def test_the_page_has_one_field(visit):
    assert visit("search.html").locator("main input[type=search]").count() == 1
