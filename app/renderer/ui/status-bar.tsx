// The line at the bottom.
export function StatusBar() {
  return <footer />;
}
