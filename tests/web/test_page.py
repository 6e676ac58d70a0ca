from assistant.web.page import rewrite_page

PAGE = """<!doctype html>
<html
	lang="en"
	style="margin: 0">
	<head>
		<meta charset="utf-8" />
		<meta property="og:description" content="Click to try out the app!" />
		<meta
			name="twitter:image"
			content="https://raw.githubusercontent.com/x.jpg"
		/>
	</head>
	<body><gradio-app></gradio-app></body>
</html>"""


def test_the_page_speaks_vietnamese_and_names_no_other_host() -> None:
    page = rewrite_page(PAGE, "<title>Tra cứu</title>")
    assert 'lang="vi"' in page
    assert "<head><title>Tra cứu</title>" in page
    assert "githubusercontent" not in page
    assert "Click to try" not in page
    assert '<meta charset="utf-8" />' in page
    assert page.index("<noscript>Trang này cần JavaScript") < page.index("<gradio-app")
