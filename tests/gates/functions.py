"""Finds functions and their lengths: by braces in C and C++, by the parser in Python."""

import ast
import re

NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\s\\]{0,16})\(.*?\)(?P=tag)"'
    r'|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\'',
    re.DOTALL,
)
PREPROCESSOR = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.)*(?:\\\n(?:[^\n\\]|\\.)*)*", re.MULTILINE)
NOT_A_FUNCTION = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b[^()]*$")

MORE_TO_COME = re.compile(r"\s*[,{]")


def blanked(text):
    """The same text, line for line, without comments, literals and directives."""

    def only_lines(match):
        return "\n" * match.group().count("\n") or " "

    return PREPROCESSOR.sub(only_lines, NOT_CODE.sub(only_lines, text))


def opens_function(head):
    return "(" in head and not NOT_A_FUNCTION.search(head) and not re.search(r"=\s*$", head)


def in_c(text):
    """Yields (first line, length, head) of every outermost function."""
    code = blanked(text)
    line, depth, inside, head, head_line = 1, 0, None, "", 1
    for at, character in enumerate(code):
        if character == "\n":
            line += 1
        if inside is None:
            if character in ";}":
                head = ""
                continue
            if character == "{" and opens_function(head):
                inside, depth = head_line, 1
                continue
            if character == "{":
                head = ""
                continue
            if not head and character.isspace():
                continue
            head_line = head_line if head else line
            head += character
            continue
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            # Braces in a constructor's initialisers: its body is still to come.
            if MORE_TO_COME.match(code, at + 1):
                head += "{}"
            else:
                yield inside, line - inside + 1, " ".join(head.split())
                head = ""
            inside = None


def in_python(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1, node.name
