# Everything runs in .venv, which is made on first use; only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRIES ?= 10
SIZES ?= 10000 100000 1000000
MINUTES ?= 10
READY := $(VENV)/.ready

.PHONY: run test check format eval bench bench-scale bench-chat soak faults attacks audit lock clean help

# Of glibc: large memory, such as Chroma's graph, lies in huge pages; Chroma finds the nearest of 100,000 vectors in a seventh less time.
run bench bench-scale bench-chat soak: export GLIBC_TUNABLES ?= glibc.malloc.hugetlb=1

help:
	@echo "make run    mở trang hỏi đáp tại http://127.0.0.1:7860"
	@echo "make test   chạy toàn bộ kiểm thử"
	@echo "make check  định dạng, lint, kiểm tra kiểu"
	@echo "make eval   chạy bộ đánh giá"
	@echo "make bench  đo tốc độ và bộ nhớ"
	@echo "make bench-chat   đo khi 50 người cùng hỏi"
	@echo "make soak   chạy máy chủ hết sức 10 phút, xem có lỗi, phình bộ nhớ hay chậm đi không (MINUTES=...)"
	@echo "make faults gây sự cố có chủ ý (tắt ngang, đầy đĩa, hỏng tệp…) và lập bảng kết quả (TRIES=...)"
	@echo "make attacks  thử tấn công và in báo cáo"
	@echo "make audit  hỏi lỗ hổng đã biết của các thư viện (cần mạng)"
	@echo "make bench-scale  đo tốc độ khi số đoạn tăng (SIZES=...)"

$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

run: $(READY)
	$(BIN)/assistant serve

test: $(READY)
	$(BIN)/pytest

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(READY)
	$(BIN)/assistant eval
	$(BIN)/assistant eval --tasks evals/other_plans --corpus evals/other_plans/corpus --index evals/other_plans/index

bench: $(READY)
	$(BIN)/python -m evals.bench

# People in the chat at once, 2,000 questions; some minutes.
bench-chat: $(READY)
	$(BIN)/python -m evals.bench --chat 50

# The server at the highest rate that the cores hold; fails on an error, on growing memory and on slow answers.
soak: $(READY)
	$(BIN)/python -m evals.bench --soak $(MINUTES)

# Long with a million passages (the vectors alone took 22 minutes); e.g. make bench-scale SIZES="10000 100000"
bench-scale: $(READY)
	$(BIN)/python -m evals.bench --scale $(SIZES)

# Kills, fills disks, damages files and looks what is left; about half an hour. E.g. make faults TRIES=3
faults: $(READY)
	$(BIN)/python -m evals.faults --tries $(TRIES)
attacks: $(READY)
	$(BIN)/python -m evals.attacks

# In an environment of its own, so that the lock holds only what the project needs.
audit: $(READY)
	test -x $(VENV)-audit/bin/pip-audit || ($(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/pip install --quiet "pip-audit>=2.10,<3") || true
	$(BIN)/python -m evals.audit $(VENV)-audit/bin/pip-audit

# Newest versions that pyproject.toml allows; run it to upgrade, then run the tests.
lock:
	rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet "setuptools>=80,<90" ".[dev]"
	(echo "# Exact versions of everything that runs and tests the project; made by 'make lock' from pyproject.toml."; \
	 $(VENV)-lock/bin/pip freeze --all --exclude pip --exclude vn-plan-assistant | sed 's/+cpu$$//') > requirements.lock
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) $(VENV)-audit .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find indexes -mindepth 1 ! -name README.md -delete
