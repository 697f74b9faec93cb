// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QScrollArea>

namespace tern::ui {

class FlatButton;

/// One attachment: a badge with its kind, name and size. Enter or a click opens, the menu saves.
class ReceivedAttachment final : public QWidget {
    Q_OBJECT
public:
    ReceivedAttachment(const Theme &theme, const mime::Attachment &attachment, QWidget *parent = nullptr);
    QSize sizeHint() const override;

Q_SIGNALS:
    void openRequested();
    void saveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void popMenu(const QPoint &at);
    const Theme &m_theme;
    mime::Attachment m_attachment;
    QString m_badge;
};

/// The attachments of a message below its text.
/// Thread: UI.
class AttachmentCards final : public QWidget {
    Q_OBJECT
public:
    explicit AttachmentCards(const Theme &theme, QWidget *parent = nullptr);
    /// Parts that the HTML shows inside the text are left out.
    void show(engine::OpenedMessagePtr message, bool withInline);
    void clear();
    /// Whose attachments these are; null after clear().
    [[nodiscard]] const engine::OpenedMessagePtr &message() const { return m_message; }

Q_SIGNALS:
    void openRequested(const QString &part);
    void saveRequested(const QString &part);
    void saveAllRequested();

private:
    const Theme &m_theme;
    engine::OpenedMessagePtr m_message;
    QScrollArea *m_scroll;
    QWidget *m_row = nullptr;
    FlatButton *m_saveAll;
};

/// "XLSX", "PDF", or a short kind for files without an extension. Pure.
[[nodiscard]] QString attachmentBadge(const mime::Attachment &attachment);
/// Whether opening it would run something. Pure.
[[nodiscard]] bool isProgram(const QString &name);

} // namespace tern::ui
