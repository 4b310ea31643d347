; Workflows end in .millrace.json, and Windows sees .json: the program stands among those that "Open with" offers for it, and does
; not become the one that opens every JSON file. The class is the one that electron-builder makes for .millrace.

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "Millrace.Workflow" ""
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "Millrace.Workflow"
!macroend
