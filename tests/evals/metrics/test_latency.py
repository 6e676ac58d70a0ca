from evals.metrics.latency import Latency, measure_latency


def test_percentiles_interpolate() -> None:
    # 0, 10 … 100: the median is the sixth value, p95 lies half-way between 90 and 100.
    assert measure_latency([float(ms) for ms in range(0, 101, 10)]) == Latency(
        p50_ms=50, p95_ms=95, max_ms=100
    )


def test_no_questions_have_no_latency() -> None:
    assert measure_latency([]) is None
