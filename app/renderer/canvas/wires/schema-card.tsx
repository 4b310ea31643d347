// What flows on a wire: its columns with their types.

import { marksOf } from "../../../../engine/frames/marks.ts";
import { formatType, type Schema } from "../../../../engine/frames/types.ts";
import { canvasWords as words } from "../../strings/canvas.ts";

const MOST = 12;

interface Props {
  /** Undefined while nobody knows. */
  readonly schema: Schema | undefined;
  /** Pixels that there are for it; the list of columns ends before them. */
  readonly room?: number;
}

const LINE_PX = 18;
/** How many columns there are, how many are left out, and a gap. */
const HEAD_PX = 2 * LINE_PX + 4;

export function SchemaCard({ schema, room = Infinity }: Props) {
  if (!schema) return <p className="mr-schema-note">{words.noSchema}</p>;
  const { fields, open } = schema;
  // The last ones are those that were made last.
  const most = Math.max(1, Math.min(MOST, Math.floor((room - HEAD_PX) / LINE_PX)));
  const shown = fields.length > most ? fields.slice(-most) : fields;
  const left = fields.length - shown.length;
  return (
    <>
      <p className="mr-schema-note mr-numbers">
        {words.columns(fields.length)}
        {open ? `, ${words.openSchema}` : ""}
      </p>
      {left > 0 && <p className="mr-schema-note mr-numbers">… {words.moreColumns(left)}</p>}
      <dl className="mr-schema">
        {shown.map(({ name, type }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{marksOf(type) ?? formatType(type)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
