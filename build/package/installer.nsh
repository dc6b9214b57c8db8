; electron-builder registers link schemes on macOS and Linux only. Behind "--" no link is taken for a switch.
!macro customInstall
  WriteRegStr HKCU "Software\Classes\perch" "" "URL:Perch"
  WriteRegStr HKCU "Software\Classes\perch" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\perch\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr HKCU "Software\Classes\perch\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" -- "%1"'
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\perch"
  ${endIf}
!macroend
