// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Preview.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTreeWidget;

namespace tern::ui {

class LongText;

/// A text that can be selected and copied; a long one in a view that draws only what is seen.
class TextPage final : public QWidget {
    Q_OBJECT
public:
    explicit TextPage(const Theme &theme, QWidget *parent = nullptr);
    void show(const QString &text, const QString &name, std::int64_t bytesLeft);
    [[nodiscard]] QString text() const { return m_text; }
    /// Of the selection, else of everything.
    [[nodiscard]] QString copied() const;

private:
    QString m_text;
    QPlainTextEdit *m_short;
    LongText *m_long;
    QLabel *m_left;
};

/// What is in an archive.
class ArchivePage final : public QWidget {
    Q_OBJECT
public:
    explicit ArchivePage(const Theme &theme, QWidget *parent = nullptr);
    void show(const files::ZipListing &listing);
    [[nodiscard]] QString text() const;

private:
    const Theme &m_theme;
    QLabel *m_summary;
    QTreeWidget *m_list;
};

/// A message within a message: its header, its attachments as buttons, its text.
class MailPage final : public QWidget {
    Q_OBJECT
public:
    explicit MailPage(const Theme &theme, QWidget *parent = nullptr);
    void show(const engine::OpenedMessagePtr &message);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    /// One of its own attachments.
    void attachmentChosen(const QString &part);

private:
    const Theme &m_theme;
    QLabel *m_subject;
    QLabel *m_header;
    QWidget *m_attachments;
    TextPage *m_text;
};

/// From, To, Cc, Date as lines, for people.
[[nodiscard]] QStringList headerLines(const mime::ParsedMessage &message);
/// An invitation in words, by the reader's clock.
[[nodiscard]] QString invitationText(const calendar::Invitation &invitation);
/// Address cards in words.
[[nodiscard]] QString contactsText(const std::vector<calendar::ContactCard> &cards);

} // namespace tern::ui
