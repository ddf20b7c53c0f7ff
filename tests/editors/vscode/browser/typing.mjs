// Types titles letter by letter, as people do, and compares the text of the document.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { equal, given, run, until, Workbench } from "./lib.mjs";

const ATTENTION = "Attention Is All You Need";
const POINTER = "Pointer Networks";
const RESIDUAL = "Deep Residual Learning for Image Recognition";
const MATRYOSHKA = "Matryoshka Representation Learning";
const FLOW = "Neural Scene Flow Prior";
const BERT = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding";

/** One way of typing: the note before, what is typed, the paper that is taken, the note after. */
const cases = {
  "prose, lower case": ["We build on <|>", "attention is all y", ATTENTION, `We build on ${ATTENTION}`],
  "prose, upper case": ["We build on <|>", "Attention Is A", ATTENTION, `We build on ${ATTENTION}`],
  "prose, all capitals": ["We build on <|>", "NEURAL SCENE FL", FLOW, `We build on ${FLOW}`],
  "prose, in the middle of a sentence": ["See <|>, which came first.", "neural scene fl", FLOW, `See ${FLOW}, which came first.`],
  "prose, a long title": ["<|>", "deep residual learning for im", RESIDUAL, RESIDUAL],
  "wikilink, brackets closed by the editor": ["See <|>", "[[attention is all", ATTENTION, `See [[${ATTENTION}]]`],
  "wikilink, first letters only": ["See <|>", "[[matr", MATRYOSHKA, `See [[${MATRYOSHKA}]]`],
  "wikilink, a typo at the beginning": ["See <|>", "[[atention is all", ATTENTION, `See [[${ATTENTION}]]`],
  "wikilink, a typo in the middle": ["See <|>", "[[deep resdual lear", RESIDUAL, `See [[${RESIDUAL}]]`],
  "wikilink, words in another order": ["See <|>", "[[flow neural scene", FLOW, `See [[${FLOW}]]`],
  "wikilink, inside brackets that stand": ["See [[<|>]] too.", "pointer net", POINTER, `See [[${POINTER}]] too.`],
  "wikilink in a heading": ["# <|>", "[[matryoshka rep", MATRYOSHKA, `# [[${MATRYOSHKA}]]`],
  "Pandoc citation": ["See <|>", "[@attention is all", ATTENTION, "See [@attention-is-all-you-need]"],
  "Pandoc citation, second key of a group": ["See [@attention-is-all-you-need<|>]", "; @pointer net", POINTER, "See [@attention-is-all-you-need; @pointer-networks]"],
  "@ alone": ["See <|>", "@pointer net", POINTER, "See @pointer-networks"],
  "heading": ["# <|>", "matryoshka rep", MATRYOSHKA, `# ${MATRYOSHKA}`],
  "list item": ["- one\n- <|>", "neural sc", FLOW, `- one\n- ${FLOW}`],
  "link text with its destination": ["See [<|>](https://example.org/x).", "matryoshka repr", MATRYOSHKA, `See [${MATRYOSHKA}](https://example.org/x).`],
  "link text without destination": ["See <|>", "[pointer net", POINTER, `See [[${POINTER}]]`],
  "an emoji and a combining accent before": ["👩‍🔬𝔸 cafe\u0301 <|>", "[[pointer net", POINTER, `👩‍🔬𝔸 cafe\u0301 [[${POINTER}]]`],
  "an emoji and a combining accent typed": ["<|>", "𝔸 🎉 cafe\u0301 neural scene fl", FLOW, `𝔸 🎉 cafe\u0301 ${FLOW}`],
  "a title wrapped over two lines": ["We build on Attention Is\n<|>", "All Y", ATTENTION, "We build on Attention Is\nAll You Need"],
  "in quotation marks": ["They call it <|>", '"pointer ne', POINTER, `They call it "${POINTER}`],
  "in emphasis": ["As in <|>", "*pointer ne", POINTER, `As in *${POINTER}`],
  "a quoted title in front matter": ['---\ntitle: "<|>"\n---\n', "pointer ne", POINTER, `---\ntitle: "${POINTER}"\n---\n`],
  "Windows line ends": ["one\r\nSee <|>\r\ntwo\r\n", "[[pointer ne", POINTER, `one\r\nSee [[${POINTER}]]\r\ntwo\r\n`],
};

const checks = {};
for (const [name, [before, typed, label, after]] of Object.entries(cases)) {
  checks[`types: ${name}`] = async (bench) => {
    await bench.note(before);
    await bench.complete(typed, label);
    await bench.expect(after);
  };
}

checks["types: link text of a paper that has a note of its own"] = async (bench) => {
  const told = bench.record.mark();
  writeFileSync(join(given.folder, "bert.md"), `# ${BERT}\n`);
  await until(() => bench.record.messages().slice(told).some((each) => each.message.params?.state === "ready"), "the new note was not indexed");
  await bench.note("See <|>");
  await bench.complete("[bert pre-tr", BERT);
  await bench.expect(`See [${BERT}](bert.md)`);
};
checks["types fast, without a pause"] = async (bench) => {
  await bench.note("See <|>");
  await bench.type("[[deep residual learn", 0);
  await bench.offers(RESIDUAL);
  await bench.key("Enter");
  await bench.expect(`See [[${RESIDUAL}]]`);
};
for (const typed of ["neural scene fl", "Attention Is A", "[[atention is al"]) {
  checks[`a slow server: letters typed meanwhile are not lost: ${typed}`] = async (bench) => {
    await bench.note("See <|>");
    bench.record.delay(150);
    try {
      await bench.complete(typed, typed.startsWith("neural") ? FLOW : ATTENTION);
    } finally {
      bench.record.delay(0);
    }
    await bench.expect(typed.startsWith("[[") ? `See [[${ATTENTION}]]` : `See ${typed.startsWith("neural") ? FLOW : ATTENTION}`);
  };
}
checks["accepts with Tab"] = async (bench) => {
  await bench.note("See <|>");
  await bench.complete("[[pointer ne", POINTER, "Tab");
  await bench.expect(`See [[${POINTER}]]`);
};
checks["goes on typing after a paper was taken"] = async (bench) => {
  await bench.note("See <|>");
  await bench.complete("neural scene flow", FLOW);
  await bench.type(" and then more.");
  await bench.silent();
  await bench.expect(`See ${FLOW} and then more.`);
};
checks["goes on after a wikilink: the cursor is before its brackets"] = async (bench) => {
  await bench.note("See <|>");
  await bench.complete("[[pointer ne", POINTER);
  await bench.type("]] and more.");
  await bench.expect(`See [[${POINTER}]] and more.`);
};
checks["two keys of a group, one after the other"] = async (bench) => {
  await bench.note("See <|>");
  await bench.complete("[@attention is", ATTENTION);
  await bench.complete("; @neural scene", FLOW);
  await bench.expect("See [@attention-is-all-you-need; @neural-scene-flow-prior]");
};
for (const [where, typed] of Object.entries({ "prose": "neural scene fl", "wikilink": "[[neural scene fl", "Pandoc": "[@neural scene" })) {
  checks[`undo in one step restores what was typed: ${where}`] = async (bench) => {
    await bench.note("See <|>");
    await bench.complete(typed, FLOW);
    await bench.key("Control+Z");
    const closed = { "[[": "]]", "[@": "]" }[typed.slice(0, 2)] ?? "";
    await bench.expect(`See ${typed}${closed}`);
  };
}
checks["a mistake is taken back with Backspace, and the list follows"] = async (bench) => {
  await bench.note("See <|>");
  await bench.type("[[neural scx");
  await bench.key("Backspace");
  await bench.complete("ene fl", FLOW);
  await bench.expect(`See [[${FLOW}]]`);
};
checks["several papers: the second is taken with the arrow"] = async (bench) => {
  await bench.note("See <|>");
  await bench.type("[[neural ");
  await bench.settled();
  const papers = await until(async () => { const all = await bench.popup(); return all.length > 1 && all; }, "no list of papers");
  await bench.key("ArrowDown");
  await bench.offers(papers[1]);
  await bench.key("Enter");
  await bench.expect(`See [[${papers[1]}]]`);
};
checks["a whole title typed by hand: Enter is a new line"] = async (bench) => {
  await bench.note("See <|>");
  await bench.type(FLOW.slice(0, -1));
  await bench.offers(FLOW);
  await bench.type(FLOW.slice(-1));
  await bench.key("Enter");
  await bench.type("x");
  await bench.expect(`See ${FLOW}\nx`);
};

/** Nothing pops up while these are typed. */
const silent = {
  "prose that is no title": ["<|>", "The image shows a table with a link to the code of this list, and we need all of it."],
  "prose with words of a title": ["<|>", "In this work we need attention because networks are deep and learning is hard"],
  "a common word at the beginning": ["<|>", "Deep "],
  "words of the note itself": ["Extraordinary circumstances.\n<|>", "Extraor"],
  "a fenced block": ["```python\n<|>\n```\n", "x = attention is all you"],
  "inline code": ["Call <|>", "`attention is all y"],
  "inline code that is closed": ["Call `<|>` now.", "attention is all y"],
  "math": ["Let $<|>$ be", "attention is all y"],
  "an indented block": ["text\n\n    <|>\n", "attention is all y"],
  "a web address": ["<|>", "https://example.org/attention-is-all"],
  "an HTML tag": ["<|>", '<img alt="attention is all y'],
  "an HTML comment": ["<!-- <|> -->", "attention is all y"],
  "a mail address": ["<|>", "write to me@attention"],
  "a task": ["- [<|>", "x"],
  "a new line after a list item": ["- one<|>", "\nThe"],
};
for (const [name, [before, typed]] of Object.entries(silent)) {
  checks[`silent: ${name}`] = async (bench) => {
    await bench.note(before);
    await bench.type(typed);
    await bench.silent();
  };
}

const bench = await Workbench.open({ file: "note.md" });
try {
  await bench.ready();
  await run(checks, bench);
} finally {
  await bench.close();
}
