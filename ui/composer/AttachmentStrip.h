// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QWidget>

namespace tern::ui {

class AttachmentCard;
class FlowLayout;
class Theme;

/// The attachments of a message being written, as cards: kind, name, size, a cross to take it off. Hidden while there are none.
/// Thread: UI.
class AttachmentStrip final : public QWidget {
    Q_OBJECT

public:
    using Attachment = store::DraftRecord::Attachment;

    explicit AttachmentStrip(const Theme &theme, QWidget *parent = nullptr);

    /// A file on its way into the profile. \return for finish() and drop().
    int begin(const QString &name);
    void finish(int card, const Attachment &attachment);
    void drop(int card);
    void add(const Attachment &attachment);

    /// Those that are there entirely.
    [[nodiscard]] std::vector<Attachment> attachments() const;
    [[nodiscard]] bool isEmpty() const { return m_cards.isEmpty(); }
    /// Whether a file is still on its way.
    [[nodiscard]] bool isBusy() const;

Q_SIGNALS:
    void changed();

private:
    AttachmentCard *insert(const QString &name);

    const Theme &m_theme;
    FlowLayout *m_flow = nullptr;
    QList<AttachmentCard *> m_cards;
    int m_next = 1;
};

/// One of them.
class AttachmentCard final : public QWidget {
    Q_OBJECT

public:
    AttachmentCard(const Theme &theme, int id, const QString &name, QWidget *parent);

    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] const store::DraftRecord::Attachment &attachment() const { return m_attachment; }
    void setAttachment(const store::DraftRecord::Attachment &attachment);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect crossRect() const;
    void describe();

    const Theme &m_theme;
    const int m_id;
    bool m_ready = false;
    store::DraftRecord::Attachment m_attachment;
};

} // namespace tern::ui
