// What flows on a wire: its columns with their types.

import { formatType, type Schema } from "../../../../engine/frames/types.ts";
import { canvasWords as words } from "../../strings/canvas.ts";

const MOST = 12;

interface Props {
  /** Undefined while nobody knows. */
  readonly schema: Schema | undefined;
}

export function SchemaCard({ schema }: Props) {
  if (!schema) return <p className="mr-schema-note">{words.noSchema}</p>;
  const { fields, open } = schema;
  // The last ones are those that were made last.
  const shown = fields.length > MOST ? fields.slice(-MOST) : fields;
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
            <dd>{formatType(type)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
