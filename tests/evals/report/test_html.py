import re

from evals.comparison import compare_runs
from evals.dataset.task import Kind
from evals.gate.baseline import Baseline
from evals.gate.floors import Floors
from evals.gate.verdict import judge
from evals.metrics.answer import Outcome
from evals.report.html import render_html
from tests.evals.making import make_case, make_run, make_task

RUN = make_run(
    make_case(make_task("a", question="Ai <b>chủ trì</b> & phối hợp?"), Outcome.WRONG, best_cosine=0.9),
    make_case(make_task("b", kind=Kind.FACT)),
)


def test_page_needs_nothing_from_elsewhere_and_runs_no_script() -> None:
    verdict = judge(RUN, Floors(corpus="c0", sections={"dev": {"right": 0.9}}), Baseline(outcomes={}))

    page = render_html(
        RUN, verdict, Floors(corpus="c0", sections={"dev": {"right": 0.9}}), compare_runs(RUN, RUN)
    )

    assert not re.search(r"https?://|src=|<link|<script|url\(|@import", page)
    assert page.count("<section>") == page.count("</section>") == page.count("<h2>")
    assert "answers broke first" in page
    assert 'class="floor"' in page


def test_what_people_typed_is_shown_and_not_run() -> None:
    page = render_html(RUN, judge(RUN, None, None))

    assert "Ai &lt;b&gt;chủ trì&lt;/b&gt; &amp; phối hợp?" in page
    assert "<b>chủ trì</b>" not in page


def test_wrong_cases_come_first() -> None:
    page = render_html(RUN, judge(RUN, None, None))

    assert page.index("<b>a</b>") < page.index("Without a flaw") < page.index("<b>b</b>")
