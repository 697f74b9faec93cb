# SPDX-License-Identifier: GPL-3.0-or-later
# The window; included by app/CMakeLists.txt.
tern_library(NAME tern_app GUI
    SOURCES Application.cpp desktop/DesktopWatch.cpp DraftSeeds.cpp Options.cpp SendGuard.cpp SingleInstance.cpp
    PUBLIC tern_engine tern_ui_mainwindow tern_ui_composer tern_ui_setup tern_ui_settings tern_ui_activity tern_ui_outbox tern_ui_console
        tern_ui_notifications tern_ui_i18n Qt6::DBus Qt6::Network)
add_executable(tern main.cpp)
target_link_libraries(tern PRIVATE tern_app)
qt_add_resources(tern tern_icons PREFIX "/" BASE ${CMAKE_SOURCE_DIR}/resources FILES ${CMAKE_SOURCE_DIR}/resources/icons/tern.svg)
tern_use_pch(tern ON)
add_dependencies(tern tern-preview)
if(TARGET tern_html)
    add_dependencies(tern tern_html)
endif()
