// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

namespace tern::ui {

class Theme;

/// Where the message is written: plain text, quoted lines muted, files that are dropped or pasted handed on.
/// Thread: UI.
class ComposeText final : public QTextEdit {
    Q_OBJECT

public:
    explicit ComposeText(const Theme &theme, QWidget *parent = nullptr);

    /// Replaces everything; can't be undone. The cursor goes to `cursor`.
    void setBody(const QString &text, int cursor);
    /// Replaces everything as one step that can be undone; the cursor stays where it was.
    void changeBody(const QString &text);

Q_SIGNALS:
    void filesGiven(const QStringList &files);
    void imageGiven(const QImage &image);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    /// Qt's answer leaves out where the viewport lies: with margins, an input method's window would cover what is typed.
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

private:
    const Theme &m_theme;
};

/// The local files that a drop or the clipboard brings.
[[nodiscard]] QStringList localFiles(const QMimeData *data);

} // namespace tern::ui
