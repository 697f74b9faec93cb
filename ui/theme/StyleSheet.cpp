// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/StyleSheet.h"

#include <utility>

namespace tern::ui {

namespace {

const char *const kSheet = R"(
QDialog, QMessageBox { background: @pane; }
QToolTip { background: @text; color: @pane; border: 0; padding: 4px 8px; }
QMenu { background: @pane; color: @text; border: 1px solid @line; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 4px; margin: 0; }
QMenu::icon { padding-left: 10px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QMenu::right-arrow { width: 8px; height: 8px; margin-right: 8px; }
QLineEdit, QAbstractSpinBox, QComboBox {
  background: @background; color: @text; border: 1px solid @line; border-radius: 6px; padding: 6px 10px; min-height: 18px;
  selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on { border-color: @accent; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: @muted; }
QLineEdit[flat="true"] { background: transparent; border: 0; border-radius: 0; padding: 0; }
QPlainTextEdit, QTextEdit, QTextBrowser {
  background: @background; color: @text; border: 1px solid @line; border-radius: 6px; padding: 4px;
  selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit:focus, QTextEdit:focus { border-color: @accent; }
QPlainTextEdit[flat="true"], QTextEdit[flat="true"], QTextBrowser[flat="true"] { background: @pane; border: 0; border-radius: 0; padding: 0; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: url(@arrow); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @pane; color: @text; border: 1px solid @line; padding: 4px; outline: 0;
  selection-background-color: @selection; selection-color: @text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 18px; background: transparent; }
QPushButton { background: @pane; color: @text; border: 1px solid @line; border-radius: 6px; padding: 6px 14px; min-height: 18px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border-color: @accent; }
QPushButton:default { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton:disabled { color: @muted; background: @background; border-color: @line; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selection; }
QToolButton:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QCheckBox, QRadioButton { spacing: 8px; color: @text; }
QGroupBox { border: 1px solid @line; border-radius: 8px; margin-top: 10px; padding: 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0 4px; color: @muted; }
QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @muted; padding: 8px 14px; border: 0; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QAbstractItemView { background: @pane; color: @text; border: 0; outline: 0;
  selection-background-color: @selection; selection-color: @text; alternate-background-color: @background; }
QListView[suggestions="true"] { border: 1px solid @line; padding: 4px; }
QListView[suggestions="true"]::item { padding: 5px 8px; border-radius: 6px; }
QListView[suggestions="true"]::item:selected { background: @selection; color: @text; }
QTreeView[roomy="true"]::item { padding: 4px 8px; }
QHeaderView { background: @pane; }
QHeaderView::section { background: @pane; color: @muted; border: 0; border-bottom: 1px solid @line; padding: 6px 8px; }
QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @handle; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 2px 2px 2px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 2px 2px 2px 2px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: @line; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; text-align: center; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
)";

} // namespace

QString styleSheetFor(const Tokens &t)
{
    QString sheet = QString::fromLatin1(kSheet);
    // A style sheet draws this arrow from a picture alone; the two are in the muted colours.
    const bool dark = t.pane.lightness() < 128;
    sheet.replace(QStringLiteral("@arrow"), dark ? QStringLiteral(":/theme/arrow-down-dark.svg") : QStringLiteral(":/theme/arrow-down-light.svg"));
    QColor handle = t.muted;
    handle.setAlpha(90);
    // Longer names first where one begins with another.
    const std::pair<const char *, QColor> names[] = {
        {"@background", t.background}, {"@selection", t.selection}, {"@onAccent", t.onAccent}, {"@accent", t.accent},
        {"@handle", handle},           {"@hover", t.hover},         {"@muted", t.muted},       {"@pane", t.pane},
        {"@line", t.line},             {"@text", t.text},
    };
    for (const auto &[name, colour] : names) {
        const QString value = colour.alpha() == 255
            ? colour.name()
            : QStringLiteral("rgba(%1,%2,%3,%4)").arg(colour.red()).arg(colour.green()).arg(colour.blue()).arg(colour.alpha());
        sheet.replace(QString::fromLatin1(name), value);
    }
    return sheet;
}

QPalette paletteFor(const Tokens &t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.pane);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.pane);
    palette.setColor(QPalette::AlternateBase, t.background);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::Button, t.pane);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.bad);
    palette.setColor(QPalette::PlaceholderText, t.muted);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.text);
    palette.setColor(QPalette::ToolTipText, t.pane);
    palette.setColor(QPalette::Light, t.pane);
    palette.setColor(QPalette::Midlight, t.hover);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.muted);
    palette.setColor(QPalette::Shadow, t.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.muted);
    return palette;
}

} // namespace tern::ui
