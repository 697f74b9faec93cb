// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/InvitationCard.h"

#include "core/engine/InvitationAnswer.h"
#include "core/store/StoreReader.h"
#include "ui/reader/cards/CalendarLeaf.h"
#include "ui/reader/cards/CardDesk.h"
#include "ui/reader/cards/InvitationWords.h"
#include "ui/widgets/Buttons.h"

#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace tern::ui {

namespace {

using calendar::Answer;
using calendar::Method;
using Kept = store::EventRecord::Answer;

constexpr int kMostClashes = 3;
constexpr qsizetype kLongestDescription = 400;

QTimeZone here()
{
    return QTimeZone::systemTimeZone();
}

/// What the card is about: of a series its next date.
calendar::Occurrence dateOf(const calendar::Event &event)
{
    return event.upcoming.empty() ? calendar::Occurrence{event.start, event.end} : event.upcoming.front();
}

} // namespace

InvitationCard::InvitationCard(CardDesk &desk, QWidget *parent) : CardPanel(desk.theme(), parent), m_desk(desk)
{
    setObjectName(QStringLiteral("invitation"));
    hide();
}

bool InvitationCard::show()
{
    m_invitation = m_desk.message() ? m_desk.message()->special.invitation : nullptr;
    m_changesAnswer = false;
    m_noteText.clear();
    m_canAnswer = false;
    if (m_invitation) {
        m_attendee = calendar::findAttendee(m_invitation->event(), m_desk.ownAddresses());
        fill();
    }
    setVisible(m_invitation != nullptr);
    return m_invitation != nullptr;
}

void InvitationCard::refresh()
{
    if (!m_invitation)
        return;
    m_noteText = m_note ? m_note->text() : m_noteText;
    fill();
}

InvitationCard::Standing InvitationCard::standing() const
{
    Standing standing;
    const calendar::Event &event = m_invitation->event();
    store::StoreReader &reader = m_desk.context().reader;
    const bool cancels = m_invitation->method == Method::Cancel || event.isCancelled;
    standing.isCalledOff = cancels;
    const store::EventRecord own = engine::eventRecord(m_desk.account(), event, cancels);
    if (const auto known = reader.event(own); known && *known) {
        const store::EventRecord &newest = **known;
        standing.isOutdated = std::pair(newest.sequence, newest.stamp) > std::pair(own.sequence, own.stamp);
        standing.isCalledOff = cancels || newest.cancelled;
        if (newest.answer != Kept::None) {
            const auto item = reader.outboxItem(newest.answerItem);
            if (item && *item)
                standing.answerState = (*item)->state;
            // One that was taken back was never given.
            if (standing.answerState != store::OutboxState::Cancelled)
                standing.answered = newest;
        }
    }
    const bool counts = m_invitation->method == Method::Request && !standing.isCalledOff && !standing.isOutdated && event.start.kind != calendar::EventTime::Kind::Day;
    if (!counts || own.ends <= own.starts)
        return standing;
    for (const store::EventRecord &other : reader.acceptedEvents(own.starts, own.ends, kMostClashes + 1).valueOr({})) {
        if (other.uid != own.uid && standing.clashes.size() < kMostClashes)
            standing.clashes << (other.summary.isEmpty() ? tr("something without a title") : other.summary);
    }
    return standing;
}

QStringList InvitationCard::warnings(const Standing &standing) const
{
    QStringList warnings;
    const calendar::Event &event = m_invitation->event();
    const bool asks = m_invitation->method == Method::Request;
    const auto &from = m_desk.message()->parsed.from;
    const auto isFrom = [&](const QString &address) {
        const auto is = [&address](const mime::Address &one) { return one.address.compare(address, Qt::CaseInsensitive) == 0; };
        const auto &sender = m_desk.message()->parsed.sender;
        return std::any_of(from.begin(), from.end(), is) || std::any_of(sender.begin(), sender.end(), is);
    };
    const bool isOrganizers = asks || m_invitation->method == Method::Cancel;
    if (isOrganizers && !event.organizer.address.isEmpty() && !isFrom(event.organizer.address))
        warnings << tr("The organizer is %1, but the message is from %2.").arg(event.organizer.address, from.empty() ? tr("nobody named") : from.front().address);
    if (m_invitation->method == Method::Reply && !event.attendees.empty() && !isFrom(event.attendees.front().address))
        warnings << tr("The answer is in the name of %1, but the message is from %2.").arg(event.attendees.front().address, from.empty() ? tr("nobody named") : from.front().address);
    if (standing.isOutdated && !standing.isCalledOff)
        warnings << tr("A newer version of this was sent. What stands here no longer counts.");
    if (standing.isCalledOff && asks && !event.isCancelled)
        warnings << tr("This was cancelled by a later message.");
    if (asks && m_attendee < 0 && !event.attendees.empty())
        warnings << tr("None of your addresses is among those invited.");
    if (asks && event.organizer.address.isEmpty())
        warnings << tr("It names no organizer, so nobody can be answered.");
    if (!standing.clashes.isEmpty())
        warnings << tr("At that time there is already: %1").arg(standing.clashes.join(QLatin1String(", ")));
    return warnings;
}

void InvitationCard::fill()
{
    clear();
    m_note = nullptr;
    const Standing known = standing();
    const calendar::Event &event = m_invitation->event();
    const calendar::EventTime date = dateOf(event).start.isValid() ? dateOf(event).start : event.end;
    if (date.isValid())
        setSign(new CalendarLeaf(theme(), date.in(here()).date(), known.isCalledOff || known.isOutdated));
    else
        setIcon(QStringLiteral("x-office-calendar"));
    addFacts(known);
    for (const QString &warning : warnings(known))
        addWarning(warning);
    const bool hasPassed = event.hasEnded(QDateTime::currentMSecsSinceEpoch());
    if (hasPassed && m_invitation->method == Method::Request && !known.isCalledOff && !known.isOutdated)
        addLine(tr("This is over."), Theme::Ink::Muted);
    // Who has several addresses may invite one by another.
    const QString self = m_attendee >= 0 ? event.attendees[static_cast<std::size_t>(m_attendee)].address : QString();
    const bool isOwn = self.isEmpty() ? m_desk.ownAddresses().contains(event.organizer.address, Qt::CaseInsensitive) : self.compare(event.organizer.address, Qt::CaseInsensitive) == 0;
    m_canAnswer = engine::canBeAnswered(*m_invitation) && !known.isCalledOff && !known.isOutdated && !isOwn;
    addAnswer(known);
    addButtons(known);
}

void InvitationCard::addFacts(const Standing &known)
{
    const calendar::Event &event = m_invitation->event();
    const auto &from = m_desk.message()->parsed.from;
    const QString sender = from.empty() ? QString() : from.front().name.isEmpty() ? from.front().address : from.front().name;
    const QString method = methodSentence(*m_invitation, sender);
    const QString title = event.summary.isEmpty() ? tr("(no title)") : event.summary;
    const auto [start, end] = dateOf(event);
    const QString when = whenText(start, end, here());
    setAccessibleName(QStringLiteral("%1. %2. %3").arg(method, title, when));
    addLine(method, known.isCalledOff ? Theme::Ink::Bad : Theme::Ink::Muted, Theme::Type::Small);
    QLabel *head = addLine(title, Theme::Ink::Text, Theme::Type::Subject);
    if (known.isCalledOff) {
        QFont font = head->font();
        font.setStrikeOut(true);
        head->setFont(font);
    }
    addLine(when, Theme::Ink::Text, Theme::Type::Strong);
    if (const QString zone = zoneText(start, end, here()); !zone.isEmpty())
        addLine(zone, Theme::Ink::Muted);
    if (event.recurrence) {
        QString text = recurrenceText(*event.recurrence, here());
        text[0] = text.at(0).toUpper();
        addLine(text, Theme::Ink::Muted);
    }
    if (!event.location.isEmpty() && event.location != event.conference)
        addLine(tr("Where: %1").arg(event.location));
    if (const QString people = peopleText(event, m_invitation->attendeesLeftOut, m_desk.ownAddresses()); !people.isEmpty() && m_invitation->method != Method::Reply)
        addLine(people, Theme::Ink::Muted)->setToolTip(allPeople(event).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
    if (!event.comment.isEmpty())
        addLine(tr("“%1”").arg(event.comment.left(kLongestDescription)));
    // A message that has no text but the calendar's.
    if (m_desk.message()->parsed.text.trimmed().isEmpty() && !event.description.isEmpty())
        addLine(event.description.left(kLongestDescription), Theme::Ink::Muted);
    const int others = static_cast<int>(m_invitation->events.size()) - 1 + m_invitation->eventsLeftOut;
    if (others > 0)
        addLine(tr("And %n more date(s) in the attached file.", nullptr, others), Theme::Ink::Muted);
}

void InvitationCard::addAnswer(const Standing &known)
{
    if (!known.answered)
        return;
    addLine(answeredSentence(known.answered->answer, known.answered->answered), known.answered->answer == Kept::Accepted ? Theme::Ink::Good : Theme::Ink::Text, Theme::Type::Strong);
    using State = store::OutboxState;
    if (!known.answerState)
        return;
    switch (*known.answerState) {
    case State::Queued:
    case State::Sending:
    case State::Waiting: addLine(tr("Your answer waits in the Outbox."), Theme::Ink::Muted); break;
    case State::Failed: addWarning(tr("Your answer could not be sent. The Outbox says why.")); break;
    case State::Unknown: addWarning(tr("Nobody knows whether your answer arrived. The Outbox lets you choose.")); break;
    case State::Accepted:
    case State::SentCopySaved:
    case State::Cancelled: break;
    }
}

void InvitationCard::addButtons(const Standing &known)
{
    const calendar::Event &event = m_invitation->event();
    const bool asksNow = m_canAnswer && (!known.answered || m_changesAnswer);
    if (asksNow) {
        m_note = new QLineEdit(m_noteText);
        m_note->setPlaceholderText(tr("A word to the organizer (optional)"));
        m_note->setAccessibleName(m_note->placeholderText());
        m_note->setMaxLength(500);
        addWidget(m_note);
        const Kept current = known.answered ? known.answered->answer : Kept::None;
        const auto text = [current](Kept kept, const QString &fresh, const QString &again) { return current == kept ? again : fresh; };
        const auto on = [this](QAbstractButton *button, Answer answer) { connect(button, &QAbstractButton::clicked, this, [this, answer] { this->answer(answer); }); };
        on(addPrimary(text(Kept::Accepted, tr("Accept"), tr("Accept again"))), Answer::Accepted);
        on(addButton(text(Kept::Tentative, tr("Maybe"), tr("Maybe, again"))), Answer::Tentative);
        on(addButton(text(Kept::Declined, tr("Decline"), tr("Decline again"))), Answer::Declined);
    } else if (m_canAnswer) {
        connect(addButton(tr("Answer otherwise…")), &QAbstractButton::clicked, this, [this] {
            m_changesAnswer = true;
            fill();
        });
    }
    const QString link = event.conference.isEmpty() ? event.url : event.conference;
    if (!link.isEmpty() && !known.isCalledOff) {
        const QUrl page(link);
        FlatButton *join = addButton((event.conference.isEmpty() ? tr("Open %1") : tr("Join at %1")).arg(page.host()));
        join->setToolTip(link.toHtmlEscaped());
        connect(join, &QAbstractButton::clicked, this, [this, page] { m_desk.openPage(page); });
    }
}

void InvitationCard::answer(Answer answer)
{
    if (!m_canAnswer)
        return;
    const calendar::Event &event = m_invitation->event();
    const QString note = m_note ? m_note->text() : QString();
    const QString address = m_attendee >= 0 ? event.attendees[static_cast<std::size_t>(m_attendee)].address : m_desk.addressedAs();
    const engine::Sender sender = m_desk.senderFor(address);
    const auto account = m_desk.context().reader.account(sender.account);
    const QString name = account ? account->name : QString();
    const auto now = QDateTime::currentMSecsSinceEpoch();
    auto mail = engine::invitationAnswer(*m_desk.message(), m_desk.account(), {sender, m_attendee, address, name}, answer, note, now);
    if (!mail) {
        Q_EMIT m_desk.failed(mail.error());
        return;
    }
    mail->subject = answerSubject(answer, event.summary);
    mail->text = answerMailText(answer, name.isEmpty() ? address : name, event, note, here());
    // Once, however often it is clicked: until it is in the Outbox, or could not be put there.
    m_canAnswer = false;
    m_changesAnswer = false;
    if (m_note)
        m_note->clear();
    m_desk.send(*std::move(mail));
}

} // namespace tern::ui
