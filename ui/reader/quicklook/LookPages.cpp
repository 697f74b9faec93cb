// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/quicklook/LookPages.h"

#include "ui/bridge/ErrorText.h"
#include "ui/reader/MessageHeader.h"
#include "ui/reader/quicklook/FileWords.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/LongText.h"

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTextDocumentFragment>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tern::ui {

namespace {

constexpr qsizetype kShort = 200'000;   // characters that an editor lays out in a moment
constexpr int kMostButtons = 50;

QVBoxLayout *columnOf(QWidget *page)
{
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

QLabel *plainLabel(QWidget *parent, const QFont &font)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(24, 12, 24, 0);
    return label;
}

QString entryNote(const files::ZipEntry &entry)
{
    if (entry.isOutside)
        return ArchivePage::tr("leads out of its folder");
    if (entry.isLink)
        return ArchivePage::tr("a link");
    if (entry.isLocked)
        return ArchivePage::tr("encrypted");
    const files::FileType type = files::typeByName(entry.name);
    return !entry.isFolder && files::isProgramKind(type.kind) ? kindWords(type) : QString();
}

} // namespace

TextPage::TextPage(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = columnOf(this);
    m_short = new QPlainTextEdit(this);
    m_short->setReadOnly(true);
    m_short->setProperty("flat", true);
    m_short->setFrameShape(QFrame::NoFrame);
    m_short->document()->setDocumentMargin(24);
    m_short->setFont(theme.font(Theme::Type::Reader));
    m_long = new LongText(theme, this);
    m_left = plainLabel(this, theme.font(Theme::Type::Small));
    m_left->setContentsMargins(24, 8, 24, 8);
    m_left->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_short, 1);
    column->addWidget(m_long, 1);
    column->addWidget(m_left);
    setFocusProxy(m_short);
}

void TextPage::show(const QString &text, const QString &name, std::int64_t bytesLeft)
{
    m_text = text;
    const bool isLong = text.size() > kShort;
    m_short->setVisible(!isLong);
    m_long->setVisible(isLong);
    m_short->setPlainText(isLong ? QString() : text);
    m_long->setBytes(isLong ? text.toUtf8() : QByteArray());
    setFocusProxy(isLong ? static_cast<QWidget *>(m_long) : m_short);
    for (QWidget *view : {static_cast<QWidget *>(m_short), static_cast<QWidget *>(m_long)})
        view->setAccessibleName(name);
    m_left->setVisible(bytesLeft > 0);
    m_left->setText(tr("%1 more is not shown here.").arg(shortSize(bytesLeft)));
}

QString TextPage::copied() const
{
    const QString selected = m_long->isVisible() ? m_long->selectedText() : m_short->textCursor().selection().toPlainText();
    return selected.isEmpty() ? m_text : selected;
}

ArchivePage::ArchivePage(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = columnOf(this);
    m_summary = plainLabel(this, theme.font(Theme::Type::Body));
    m_summary->setContentsMargins(24, 12, 24, 10);
    column->addWidget(m_summary);
    m_list = new QTreeWidget(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setHeaderLabels({tr("Name"), tr("Size"), QString()});
    m_list->setAccessibleName(tr("What is in the archive"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_list->setProperty("roomy", true);
    auto *around = new QHBoxLayout;
    around->setContentsMargins(16, 0, 16, 8);
    around->addWidget(m_list);
    column->addLayout(around, 1);
    setFocusProxy(m_list);
}

void ArchivePage::show(const files::ZipListing &listing)
{
    m_summary->setText(joinSentences(archiveSentences(listing)));
    m_list->clear();
    QList<QTreeWidgetItem *> items;
    for (const files::ZipEntry &entry : listing.entries) {
        const QString note = entryNote(entry);
        auto *item = new QTreeWidgetItem({entry.name, entry.isFolder ? QString() : shortSize(entry.size), note});
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(0, entry.name.toHtmlEscaped());
        if (!note.isEmpty())
            item->setForeground(2, m_theme.tokens().warning);
        items << item;
    }
    m_list->addTopLevelItems(items);
}

QString ArchivePage::text() const
{
    QStringList lines;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        lines << m_list->topLevelItem(i)->text(0) + u'\t' + m_list->topLevelItem(i)->text(1);
    return lines.join(u'\n');
}

MailPage::MailPage(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = columnOf(this);
    m_subject = plainLabel(this, theme.font(Theme::Type::Subject));
    m_header = plainLabel(this, theme.font(Theme::Type::Body));
    m_header->setForegroundRole(QPalette::PlaceholderText);
    m_header->setContentsMargins(24, 6, 24, 8);
    m_attachments = new QWidget(this);
    auto *flow = new FlowLayout(6, false, m_attachments);
    flow->setContentsMargins(20, 0, 20, 8);
    m_text = new TextPage(theme, this);
    column->addWidget(m_subject);
    column->addWidget(m_header);
    column->addWidget(m_attachments);
    column->addWidget(m_text, 1);
    setFocusProxy(m_text);
}

void MailPage::show(const engine::OpenedMessagePtr &message)
{
    const mime::ParsedMessage &parsed = message->parsed;
    m_subject->setText(parsed.subject.isEmpty() ? tr("(no subject)") : parsed.subject.simplified());
    m_header->setText(headerLines(parsed).join(u'\n'));
    while (QLayoutItem *item = m_attachments->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int shown = 0;
    for (const mime::Attachment &attachment : parsed.attachments) {
        if (++shown > kMostButtons)
            break;
        const QString name = fontMetrics().elidedText(attachment.name, Qt::ElideMiddle, 260);
        auto *button = new FlatButton(m_theme, QStringLiteral("%1 · %2").arg(name, shortSize(attachment.size)), QStringLiteral("mail-attachment"), m_attachments);
        button->setAccessibleName(tr("Look at %1").arg(attachment.name));
        connect(button, &QAbstractButton::clicked, this, [this, part = QString::fromStdString(attachment.part)] { Q_EMIT attachmentChosen(part); });
        m_attachments->layout()->addWidget(button);
    }
    m_attachments->setVisible(shown > 0);
    m_text->show(parsed.text, parsed.subject, 0);
}

QString MailPage::text() const
{
    return m_subject->text() + u'\n' + m_header->text() + QStringLiteral("\n\n") + m_text->text();
}

} // namespace tern::ui
