// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/files/FileLook.h"
#include "ui/theme/Theme.h"

#include <QScrollArea>

namespace tern::ui {

class FlatButton;

/// One attachment: a badge with its kind, name, size, and a word of warning. A click or Space has a quick look, the arrow or Enter shows what can be done,
/// dragging hands a copy to another window.
class ReceivedAttachment final : public QWidget {
    Q_OBJECT
public:
    ReceivedAttachment(const Theme &theme, const mime::Attachment &attachment, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    /// What it is by its content, when that is known; by its name until then.
    void setLook(const files::FileLook &look);

Q_SIGNALS:
    void lookRequested();
    void openRequested();
    void saveRequested();
    void dragRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void popMenu(const QPoint &at);
    [[nodiscard]] QString secondLine() const;
    [[nodiscard]] QRect arrow() const;
    const Theme &m_theme;
    mime::Attachment m_attachment;
    files::FileLook m_look;
    QString m_badge;
    QPoint m_pressed;
    bool m_isHeld = false;
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
    /// The parts that have a card, in order.
    [[nodiscard]] const std::vector<std::string> &parts() const { return m_parts; }
    /// For parts(), if they are still those of `message`.
    void setLooks(const engine::OpenedMessagePtr &message, const std::vector<files::FileLook> &looks);

Q_SIGNALS:
    /// Another message's cards: setLooks() is hoped for.
    void shown();
    void lookRequested(const QString &part);
    void openRequested(const QString &part);
    void saveRequested(const QString &part);
    void saveAllRequested();
    void dragRequested(const QString &part);

private:
    const Theme &m_theme;
    engine::OpenedMessagePtr m_message;
    std::vector<std::string> m_parts;
    std::vector<ReceivedAttachment *> m_cards;
    QScrollArea *m_scroll;
    QWidget *m_row = nullptr;
    FlatButton *m_saveAll;
};

/// "XLSX", "PDF", or a short kind for files without an extension. Pure.
[[nodiscard]] QString attachmentBadge(const mime::Attachment &attachment);

} // namespace tern::ui
