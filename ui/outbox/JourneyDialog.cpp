// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/JourneyDialog.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Separator.h"
#include "ui/words/StateWords.h"

#include <QLabel>
#include <QPainter>
#include <QScrollArea>

namespace tern::ui {
namespace {

constexpr QSize kSize{620, 560};
constexpr int kDot = 8;
constexpr int kTimeWidth = 96;

/// The dot before a line, in the colour of how it stands.
class Dot final : public QWidget {
public:
    Dot(const Theme &theme, RowTone tone, int lineHeight, QWidget *parent) : QWidget(parent), m_theme(theme), m_tone(tone) { setFixedSize(kDot, lineHeight); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor colour = m_theme.colour(ink());
        const QRectF box(0, (height() - kDot) / 2.0, kDot, kDot);
        const bool isHollow = m_tone == RowTone::Normal;
        painter.setPen(isHollow ? QPen(colour, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(isHollow ? QBrush(Qt::NoBrush) : QBrush(colour));
        painter.drawEllipse(isHollow ? box.adjusted(0.75, 0.75, -0.75, -0.75) : box);
    }

private:
    [[nodiscard]] Theme::Ink ink() const
    {
        switch (m_tone) {
        case RowTone::Busy: return Theme::Ink::Accent;
        case RowTone::Good: return Theme::Ink::Good;
        case RowTone::Warning: return Theme::Ink::Warning;
        case RowTone::Bad: return Theme::Ink::Bad;
        case RowTone::Normal: break;
        }
        return Theme::Ink::Muted;
    }
    const Theme &m_theme;
    RowTone m_tone;
};

QLabel *textLabel(const QString &text, const QFont &font, bool isMuted, QWidget *parent)
{
    // What servers wrote is text, whatever it looks like.
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::NoFocus);
    if (isMuted)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

Result<LedgerEntry> ledgerEntry(store::StoreReader &reader, OutboxId item)
{
    const auto record = reader.outboxItem(item);
    if (!record || !*record)
        return record ? makeError(ErrorKind::NotFound, "ui.journey") : record.error();
    auto steps = reader.outboxSteps(item);
    if (!steps)
        return steps.error();
    auto reports = reader.deliveryReports(item);
    if (!reports)
        return reports.error();
    LedgerEntry entry{**record, std::move(*steps), std::move(*reports), {}};
    if (!entry.item.copyMailbox.empty()) {
        if (const auto mailbox = reader.mailboxByName(entry.item.account, entry.item.copyMailbox); mailbox && *mailbox)
            entry.copyFolder = (*mailbox)->path;
    }
    return entry;
}

JourneyDialog::JourneyDialog(const WindowContext &context, OutboxId item, QWidget *parent) : QDialog(parent), m_context(context), m_item(item)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How it went"));
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    auto *close = new FlatButton(context.theme, tr("Close"), this);
    connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(16, 8, 16, 12);
    foot->addStretch(1);
    foot->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_scroll, 1);
    column->addWidget(new Separator(context.theme, Qt::Horizontal, this));
    column->addLayout(foot);
    resize(kSize);
    connect(&context.bridge, &EngineBridge::changed, this, [this](const store::ChangeSet &changes) {
        if (changes.outbox)
            read();
    });
    read();
}

void JourneyDialog::read()
{
    const auto entry = ledgerEntry(m_context.reader, m_item);
    m_page = new QWidget;
    m_column = new QVBoxLayout(m_page);
    m_column->setContentsMargins(24, 20, 24, 20);
    m_column->setSpacing(4);
    if (entry)
        fill(*entry);
    else
        m_column->addWidget(textLabel(errorText(entry.error()).sentence, m_context.theme.font(Theme::Type::Body), false, m_page));
    m_column->addStretch(1);
    m_scroll->setWidget(m_page);
}

void JourneyDialog::fill(const LedgerEntry &entry)
{
    const UnixMillis now = QDateTime::currentMSecsSinceEpoch();
    const Theme &theme = m_context.theme;
    m_column->addWidget(textLabel(entry.item.subject.isEmpty() ? tr("(no subject)") : entry.item.subject, theme.font(Theme::Type::Subject), false, m_page));
    m_column->addWidget(textLabel(recipientsText(entry.item) + QStringLiteral(" · ") + byteCount(entry.item.size), theme.font(Theme::Type::Small), true, m_page));
    if (entry.item.state == store::OutboxState::Unknown)
        addChoices();
    addHeading(tr("Its way"));
    for (const JourneyLine &line : journeyOf(entry, now))
        addLine(line, now);
    if (!entry.reports.empty()) {
        m_column->addWidget(textLabel(tr("Reports come by mail, and anybody can write one. They are shown as they were written and change nothing here."),
                                      theme.font(Theme::Type::Small), true, m_page));
    }
    addHeading(tr("Recipients"));
    for (const JourneyLine &line : recipientLines(entry))
        addLine(line, now);
    const auto wishes = wishLines(entry);
    if (wishes.empty())
        return;
    addHeading(tr("What you asked for"));
    for (const JourneyLine &line : wishes)
        addLine(line, now);
}

void JourneyDialog::addHeading(const QString &text)
{
    m_column->addSpacing(14);
    m_column->addWidget(textLabel(text, m_context.theme.font(Theme::Type::SmallStrong), true, m_page));
    m_column->addSpacing(2);
}

void JourneyDialog::addLine(const JourneyLine &line, UnixMillis now)
{
    const Theme &theme = m_context.theme;
    const QFont body = theme.font(Theme::Type::Body);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(new Dot(theme, line.tone, QFontMetrics(body).height(), m_page), 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(textLabel(line.text, body, false, m_page));
    if (!line.words.isEmpty())
        texts->addWidget(textLabel(line.words, theme.font(Theme::Type::Small), true, m_page));
    row->addLayout(texts, 1);
    if (line.at != 0) {
        QLabel *time = textLabel(shortTime(line.at, now), theme.font(Theme::Type::Small), true, m_page);
        time->setWordWrap(false);
        time->setMinimumWidth(kTimeWidth);
        time->setAlignment(Qt::AlignRight | Qt::AlignTop);
        row->addWidget(time, 0, Qt::AlignTop);
    }
    m_column->addLayout(row);
    m_column->addSpacing(6);
}

void JourneyDialog::addChoices()
{
    const Theme &theme = m_context.theme;
    m_column->addSpacing(10);
    m_column->addWidget(textLabel(tr("Look into the folder Sent on the server, or ask the recipient. Then say what is true: if it arrived, nothing more is sent. "
                                     "If you send it again and it had arrived, they have it twice."),
                                  theme.font(Theme::Type::Body), false, m_page));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *arrived = new FlatButton(theme, tr("It arrived"), m_page);
    auto *again = new FlatButton(theme, tr("Send again"), m_page);
    arrived->setObjectName(QStringLiteral("arrived"));
    again->setObjectName(QStringLiteral("sendAgain"));
    for (auto [button, isArrived] : {std::pair{arrived, true}, std::pair{again, false}}) {
        button->setInk(Theme::Ink::Accent);
        button->setStrong(true);
        connect(button, &QAbstractButton::clicked, this, [this, isArrived = isArrived] { m_context.engine.resolveUnknown(m_item, isArrived); });
        row->addWidget(button);
    }
    row->addStretch(1);
    m_column->addLayout(row);
}

} // namespace tern::ui
