// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "core/engine/InvitationAnswer.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>

#include <algorithm>

namespace tern::cli {
namespace {

QString timeText(const calendar::EventTime &time)
{
    switch (time.kind) {
    case calendar::EventTime::Kind::None: return {};
    case calendar::EventTime::Kind::Day: return time.time.date().toString(Qt::ISODate);
    case calendar::EventTime::Kind::Floating: return time.time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    case calendar::EventTime::Kind::Instant: return time.time.toString(Qt::ISODate);
    }
    return {};
}

QJsonObject toJson(const calendar::Person &person)
{
    return {{QStringLiteral("name"), person.name}, {QStringLiteral("address"), person.address}, {QStringLiteral("answer"), QString::fromLatin1(calendar::partstat(person.answer)).toLower()}};
}

QJsonObject toJson(const calendar::Invitation &invitation, const calendar::Event &event)
{
    QJsonArray attendees;
    for (const calendar::Person &person : event.attendees)
        attendees.append(toJson(person));
    QJsonArray upcoming;
    for (const calendar::Occurrence &one : event.upcoming)
        upcoming.append(timeText(one.start));
    return {{QStringLiteral("method"), invitation.methodName.toLower()},
            {QStringLiteral("uid"), event.uid},
            {QStringLiteral("sequence"), event.sequence},
            {QStringLiteral("summary"), event.summary},
            {QStringLiteral("start"), timeText(event.start)},
            {QStringLiteral("end"), timeText(event.end)},
            {QStringLiteral("zone"), event.start.zone},
            {QStringLiteral("location"), event.location},
            {QStringLiteral("conference"), event.conference},
            {QStringLiteral("recurrence_id"), timeText(event.recurrenceId)},
            {QStringLiteral("repeats"), event.recurrence.has_value()},
            {QStringLiteral("upcoming"), upcoming},
            {QStringLiteral("cancelled"), event.isCancelled || invitation.method == calendar::Method::Cancel},
            {QStringLiteral("organizer"), toJson(event.organizer)},
            {QStringLiteral("attendees"), attendees}};
}

int print(Output &out, const calendar::Invitation &invitation)
{
    out.beginTable({QStringLiteral("method"), QStringLiteral("summary"), QStringLiteral("start"), QStringLiteral("end"), QStringLiteral("zone"), QStringLiteral("location")});
    for (const calendar::Event &event : invitation.events)
        out.object(toJson(invitation, event));
    out.endTable();
    return kDone;
}

/// A calendar file, or a message with one in it; needs no profile.
int printFile(Output &out, const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return out.failure(makeError(ErrorKind::Io, "invitation", file.errorString().toStdString()));
    const QByteArray bytes = file.readAll();
    const auto now = QDateTime::currentMSecsSinceEpoch();
    auto alone = calendar::readInvitation({bytes.constData(), static_cast<std::size_t>(bytes.size())}, now);
    if (alone)
        return print(out, *alone);
    const auto parsed = mime::parseMessage(bytes);
    const auto special = parsed ? engine::readSpecialMail(*parsed, bytes, {}, now) : engine::SpecialMail{};
    return special.invitation ? print(out, *special.invitation) : out.failure(alone.error());
}

/// Those of `first` come first.
QStringList ownAddresses(Session &session, AccountId first)
{
    auto accounts = session.reader().accounts().valueOr({});
    std::stable_partition(accounts.begin(), accounts.end(), [first](const auto &account) { return account.id == first; });
    QStringList own;
    for (const store::AccountRecord &account : accounts) {
        own << account.email;
        for (const store::IdentityRecord &identity : session.reader().identities(account.id).valueOr({}))
            own << identity.address;
    }
    return own;
}

std::optional<calendar::Answer> answerIn(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("accept")))
        return calendar::Answer::Accepted;
    if (arguments.has(QStringLiteral("maybe")))
        return calendar::Answer::Tentative;
    return arguments.has(QStringLiteral("decline")) ? std::optional(calendar::Answer::Declined) : std::nullopt;
}

} // namespace

int invitationCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const auto answer = answerIn(arguments);
    if (arguments.words().size() != 1)
        return out.wrongUsage(QStringLiteral("invitation ID|FILE [--accept|--maybe|--decline] [--note TEXT]"));
    const QString &named = arguments.words().front();
    if (!answer && QFile::exists(named))
        return printFile(out, named);
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto row = session.message(named);
    if (!row)
        return out.failure(row.error());
    auto message = session.wait<engine::OpenedMessagePtr>([&](auto done) { session.engine().openMessage(row->placement, 0, std::move(done)); });
    if (!message)
        return out.failure(message.error());
    const auto &invitation = (*message)->special.invitation;
    if (!invitation)
        return out.failure(QStringLiteral("There is no invitation in this message."));
    if (!answer)
        return print(out, *invitation);
    const int attendee = calendar::findAttendee(invitation->event(), ownAddresses(session, row->account));
    const auto account = session.reader().account(row->account);
    if (!account)
        return out.failure(account.error());
    const QString address = attendee >= 0 ? invitation->event().attendees[static_cast<std::size_t>(attendee)].address : account->email;
    const auto sender = session.sender(address);
    auto mail = engine::invitationAnswer(**message, row->account, {sender.valueOr({row->account, {}}), attendee, address, account->name}, *answer, arguments.value(QStringLiteral("note")),
                                         QDateTime::currentMSecsSinceEpoch());
    if (!mail)
        return out.failure(mail.error());
    const QString word = QString::fromLatin1(calendar::partstat(*answer));
    mail->subject = word.at(0) + word.mid(1).toLower() + QLatin1String(": ") + invitation->event().summary;
    mail->text = QStringLiteral("%1: %2\n\n%3\n").arg(account->name.isEmpty() ? address : account->name, word.toLower(), invitation->event().summary) + arguments.value(QStringLiteral("note"));
    const AccountId from = mail->account;
    auto item = session.wait<OutboxId>([&](auto done) { session.engine().send(std::move(*mail), std::move(done)); });
    return item ? deliverNow(session, from, *item) : out.failure(item.error());
}

int unsubscribeCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (arguments.words().size() != 1)
        return out.wrongUsage(QStringLiteral("unsubscribe ID [--show]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto row = session.message(arguments.words().front());
    if (!row)
        return out.failure(row.error());
    auto message = session.wait<engine::OpenedMessagePtr>([&](auto done) { session.engine().openMessage(row->placement, 0, std::move(done)); });
    if (!message)
        return out.failure(message.error());
    const engine::SpecialMail &special = (*message)->special;
    if (!special.list || special.list->unsubscribe.isEmpty())
        return out.failure(QStringLiteral("This message offers no way to unsubscribe."));
    const mime::ListFields &list = *special.list;
    const bool byPost = list.oneClick && special.oneClickIsSigned;
    const auto mailto = mime::parseMailto(list.unsubscribeMail());
    const QString way = byPost ? QStringLiteral("one-click") : mailto ? QStringLiteral("mail") : QStringLiteral("page");
    if (arguments.has(QStringLiteral("show")) || (!byPost && !mailto)) {
        out.object({{QStringLiteral("way"), way}, {QStringLiteral("links"), QJsonArray::fromStringList(list.unsubscribe)}, {QStringLiteral("list"), list.id}});
        return arguments.has(QStringLiteral("show")) ? kDone : out.failure(QStringLiteral("It is left on a page alone: open the link in a browser."));
    }
    if (byPost) {
        auto done = session.wait<void>([&](auto then) { session.engine().unsubscribe(row->account, list.unsubscribePage().toStdString(), std::move(then)); });
        return done ? kDone : out.failure(done.error());
    }
    engine::OutgoingMail mail;
    mail.account = row->account;
    mail.to = mailto->to;
    mail.subject = mailto->subject;
    mail.text = mailto->body;
    auto item = session.wait<OutboxId>([&](auto done) { session.engine().send(std::move(mail), std::move(done)); });
    return item ? deliverNow(session, row->account, *item) : out.failure(item.error());
}

} // namespace tern::cli
