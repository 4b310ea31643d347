// Which statuses mean that it worked: `2xx, 409`.

const ONE = /^(?:[1-5]\d\d|[1-5]xx)$/;

export function isSuccessList(text: string): boolean {
  const list = itemsOf(text);
  return list.length > 0 && list.every((item) => ONE.test(item));
}

export function isSuccess(text: string, status: number): boolean {
  return itemsOf(text).some((item) =>
    item.endsWith("xx") ? Math.floor(status / 100) === Number(item[0]) : Number(item) === status,
  );
}

function itemsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((item) => item !== "");
}
