// Which mails are there, and which of them does the model never see? Equal texts count once, and the split goes by the text.

import { createHash } from "node:crypto";

/** A mail as the workflow's first node reads it. */
export interface ReadMail {
  /** `spam-1.00001.….eml`: the group of the data set and the name of the file there. */
  readonly name: string;
  readonly subject: string | null;
  readonly text: string;
}

export interface LabelledMail extends ReadMail {
  readonly spam: boolean;
  /** What is classified: as the workflow's formula makes it. */
  readonly content: string;
  /** 0 to 1, from the content alone: mails below the share of the test are held out. */
  readonly place: number;
}

export interface MailSplit {
  readonly train: readonly LabelledMail[];
  readonly test: readonly LabelledMail[];
}

export const TEST_SHARE = 0.25;

export function splitMails(mails: readonly ReadMail[]): MailSplit {
  const byContent = new Map(mails.map(labelled).map((mail) => [mail.content, mail]));
  const distinct = [...byContent.values()].sort((a, b) => a.place - b.place || (a.name < b.name ? -1 : 1));
  return {
    train: distinct.filter(({ place }) => place >= TEST_SHARE),
    test: distinct.filter(({ place }) => place < TEST_SHARE),
  };
}

export function contentOf({ subject, text }: Pick<ReadMail, "subject" | "text">): string {
  return `${subject ?? ""}\n${text}`;
}

function labelled(mail: ReadMail): LabelledMail {
  const content = contentOf(mail);
  const place = createHash("sha256").update(content).digest().readUInt32BE(0) / 2 ** 32;
  return { ...mail, spam: mail.name.startsWith("spam"), content, place };
}
