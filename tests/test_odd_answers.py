"""Odd but valid answers arrive unchanged, in every file format."""

import ast
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.rendering import Renderer, package, texts

_ODD = [
    "O'Reilly's café",
    "🚀 Rockets & Sons™",
    "服务接口",
    "خدمة",
    "$HOME %(here)s %s $(id) `id`",
    "# not a comment",
    "yes",
    "null",
    "1e3",
    "0x10",
    "2026-01-01",
    ": x",
    "- x",
    "a: b",
    "[x]",
    "{x}",
    "!x",
    "&x *x",
    "@x",
    "| x > y",
    "'quoted'",
    "'''",
    "<script>&amp;</script>",
    "...",
    "}} %} #}",
    "\u202eright to left",
]


@pytest.mark.parametrize("odd", _ODD)
def test_an_odd_text_arrives_as_given_and_everything_around_it_parses(
    render: Renderer, odd: str
) -> None:
    given = {
        "project_name": odd,
        "description": odd,
        "author_name": odd,
        "package_name": "odd_one",
    }
    project = render(**given)

    recorded = yaml.safe_load((project / ".copier-answers.yml").read_text("utf-8"))
    assert {name: recorded[name] for name in given} == given
    metadata = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    assert metadata["description"] == odd
    assert metadata["authors"] == [{"name": odd}]
    assert _about(project) == {"name": odd, "description": odd}

    for path, text in texts(project).items():
        match Path(path).suffix:
            case ".py":
                ast.parse(text, path)
            case ".toml":
                tomllib.loads(text)
            case ".yml" | ".yaml":
                list(yaml.safe_load_all(text))


def test_a_name_without_usable_letters_still_gives_a_package(
    render: Renderer,
) -> None:
    assert package(render(project_name="服务接口")).name == "my_service"


def test_a_package_is_named_after_the_project(render: Renderer) -> None:
    assert package(render(project_name="2 Fast, 2 Furious!")).name == "fast_2_furious"


def _about(project: Path) -> dict[str, object]:
    """The keywords of `ABOUT = About(...)`, read without running anything."""
    source = (package(project) / "core" / "about.py").read_text(encoding="utf-8")
    (call,) = (
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    )
    return {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
