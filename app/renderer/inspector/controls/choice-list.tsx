// Some of a few words, each switched on or off; they stay in the order in which they were chosen.

interface Props {
  readonly values: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly chosen: readonly string[];
  readonly readOnly: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

export function ChoiceList({ values, labels, chosen, readOnly, onChange }: Props) {
  return (
    <div className="mr-toggles">
      {values.map((value) => {
        const isOn = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            className="mr-toggle-word"
            aria-pressed={isOn}
            disabled={readOnly}
            onClick={() => onChange(isOn ? chosen.filter((each) => each !== value) : [...chosen, value])}
          >
            {labels?.[value] ?? value}
          </button>
        );
      })}
    </div>
  );
}
