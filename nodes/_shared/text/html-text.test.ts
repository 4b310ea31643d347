import { expect, test } from "vitest";
import { htmlToText } from "./html-text.ts";

test.each([
  ["plain text", "plain text"],
  ["a <b>bold</b> <i>word</i>", "a bold word"],
  ["<p>One\n two</p><p>Three</p>", "One two\n\nThree"],
  ["a<br>b<br/>c<BR />d", "a\nb\nc\nd"],
  ["<div>a</div><div>b</div>", "a\nb"],
  ["<ul><li>a</li><li>b</li></ul>after", "a\nb\n\nafter"],
  ["<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", "1\t2\n3\t4"],
  ["<head><title>no</title></head>x<script>if (a < b) alert('</p>')</script><STYLE>p{}</STYLE>y", "x y"],
  ["x<!-- <p>hidden</p> -->y<!doctype html><?xml ?>z", "xyz"],
  ["<a href=\"a>b\" title='c>d'>link</a>", "link"],
  [
    "Gr&uuml;&szlig;e &amp; &euro;5 &#8364; &#x20AC; &#128; &nosuch; &lt;b&gt; a&b AT&T",
    "Grüße & €5 € € € &nosuch; <b> a&b AT&T",
  ],
  ["&Omega;&omega;&nbsp;&hellip;", "Ωω …"],
  ["3 < 4 and 5 > 4", "3 < 4 and 5 > 4"],
  // The end of a head may be left out, and real mails do.
  ["<HTML><HEAD><title>no</title>\n<BODY bgColor=#fff><p>text</p>", "text"],
  ["<head><p>no body says where it ends", "no body says where it ends"],
  ["cut <b", "cut"],
  ["<script>never ends", ""],
  ["", ""],
])("%j reads %j", (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test.each([
  // A quote that is never closed is a sign of its tag like others.
  ['<a href="x>text</a> more', "text more"],
  ["<head><script>'</head>'</script><body>text", "text"],
  ["<title>no</title>yes", "yes"],
  ["a&#9;&#32;<br>b", "a\nb"],
])("%j reads %j, though it is broken", (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test.each([
  ["quotes that are open", "<a href='".repeat(200_001)],
  ["tags that are open, and one quote", `${"<a".repeat(500_000)}"`],
  ["scripts that are open", `${"<script ".repeat(200_000)}"`],
  ["heads without an end", "<head>".repeat(200_000)],
  ["titles without an end", "<title>".repeat(200_000)],
  ["blanks by their numbers", `${"&#9;".repeat(300_000)}x${"&#32;".repeat(300_000)}`],
  ["signs that begin nothing", `${"<".repeat(500_000)}${"&#".repeat(500_000)}`],
])("a megabyte of %s is read in one pass", (_, broken) => {
  expect(htmlToText(`<p>x</p>${broken}`).slice(0, 1)).toBe("x");
});
