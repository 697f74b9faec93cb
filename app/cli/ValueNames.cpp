// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ValueNames.h"

#include "core/accounts/ServerEndpoint.h"

#include <QJsonArray>

namespace tern::cli {
namespace {

using store::Flag;

constexpr std::pair<Flag, const char *> kFlags[] = {{store::FlagSeen, "seen"},           {store::FlagAnswered, "answered"}, {store::FlagFlagged, "flagged"},
                                                    {store::FlagDeleted, "deleted"},     {store::FlagDraft, "draft"},       {store::FlagForwarded, "forwarded"},
                                                    {store::FlagJunk, "junk"},           {store::FlagNotJunk, "notjunk"}};

QJsonValue number(std::int64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

QJsonObject toJson(const store::ServerSettings &settings)
{
    const Endpoint endpoint = accounts::endpointOf(settings);
    return {{QStringLiteral("host"), QString::fromStdString(endpoint.host)},
            {QStringLiteral("port"), endpoint.port},
            {QStringLiteral("security"), QString::fromLatin1(securityName(endpoint.security))},
            {QStringLiteral("user"), QString::fromStdString(settings.user)}};
}

QJsonValue timeOrNull(UnixMillis at)
{
    return at != 0 ? QJsonValue(dateText(at)) : QJsonValue();
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString actionName(store::DeliveryReport::Action action)
{
    using Action = store::DeliveryReport::Action;
    switch (action) {
    case Action::Failed: break;
    case Action::Delayed: return QStringLiteral("delayed");
    case Action::Delivered: return QStringLiteral("delivered");
    case Action::Relayed: return QStringLiteral("relayed");
    case Action::Expanded: return QStringLiteral("expanded");
    }
    return QStringLiteral("failed");
}

QJsonArray recipients(const store::OutboxRecord &item)
{
    QJsonArray all;
    for (const store::OutboxRecipient &recipient : item.recipients) {
        all.append(QJsonObject{{QStringLiteral("address"), recipient.address},
                               {QStringLiteral("ok"), recipient.done},
                               {QStringLiteral("refused"), recipient.refused},
                               {QStringLiteral("reply"), recipient.reply}});
    }
    return all;
}

} // namespace

QString spaceName(store::MailboxSpace space)
{
    switch (space) {
    case store::MailboxSpace::Personal: break;
    case store::MailboxSpace::OtherUsers: return QStringLiteral("other");
    case store::MailboxSpace::Shared: return QStringLiteral("shared");
    }
    return QStringLiteral("personal");
}

QString roleName(store::MailboxRole role)
{
    using Role = store::MailboxRole;
    switch (role) {
    case Role::None: return {};
    case Role::Inbox: return QStringLiteral("inbox");
    case Role::Drafts: return QStringLiteral("drafts");
    case Role::Sent: return QStringLiteral("sent");
    case Role::Archive: return QStringLiteral("archive");
    case Role::Junk: return QStringLiteral("junk");
    case Role::Trash: return QStringLiteral("trash");
    case Role::All: return QStringLiteral("all");
    case Role::Flagged: return QStringLiteral("flagged");
    case Role::Important: return QStringLiteral("important");
    }
    return {};
}

QString stateName(store::OutboxState state)
{
    using State = store::OutboxState;
    switch (state) {
    case State::Queued: return QStringLiteral("queued");
    case State::Sending: return QStringLiteral("sending");
    case State::Accepted: return QStringLiteral("accepted");
    case State::SentCopySaved: return QStringLiteral("sent_copy_saved");
    case State::Failed: return QStringLiteral("failed");
    case State::Unknown: return QStringLiteral("unknown");
    case State::Waiting: return QStringLiteral("waiting");
    case State::Cancelled: return QStringLiteral("cancelled");
    }
    return {};
}

QString stateName(store::OperationState state)
{
    using State = store::OperationState;
    switch (state) {
    case State::Queued: return QStringLiteral("queued");
    case State::InFlight: return QStringLiteral("in_flight");
    case State::Waiting: return QStringLiteral("waiting");
    case State::Blocked: return QStringLiteral("blocked");
    }
    return {};
}

QString kindName(store::OperationKind kind)
{
    using Kind = store::OperationKind;
    switch (kind) {
    case Kind::ChangeFlags: return QStringLiteral("change_flags");
    case Kind::Move: return QStringLiteral("move");
    case Kind::Copy: return QStringLiteral("copy");
    case Kind::Expunge: return QStringLiteral("expunge");
    case Kind::CreateMailbox: return QStringLiteral("create_mailbox");
    case Kind::RenameMailbox: return QStringLiteral("rename_mailbox");
    case Kind::DeleteMailbox: return QStringLiteral("delete_mailbox");
    case Kind::Subscribe: return QStringLiteral("subscribe");
    case Kind::Unsubscribe: return QStringLiteral("unsubscribe");
    }
    return {};
}

QString changeName(store::OperationIntent intent, int messages)
{
    const auto named = [&](const char *what) {
        return messages <= 0 ? QString::fromLatin1(what)
                             : QStringLiteral("%1 of %2 %3").arg(QString::fromLatin1(what)).arg(messages).arg(messages == 1 ? QStringLiteral("message") : QStringLiteral("messages"));
    };
    using Intent = store::OperationIntent;
    switch (intent) {
    case Intent::Archive:
    case Intent::Junk:
    case Intent::NotJunk:
    case Intent::Move: return named("a move");
    case Intent::Copy: return named("a copy");
    case Intent::Delete:
    case Intent::EmptyTrash: return named("a removal");
    case Intent::MarkRead:
    case Intent::MarkUnread:
    case Intent::Flag:
    case Intent::Unflag:
    case Intent::None: break;
    }
    return named("a change");
}

QStringList flagNames(store::Flags flags)
{
    QStringList names;
    for (const auto &[flag, name] : kFlags) {
        if ((flags & flag) != 0)
            names.append(QString::fromLatin1(name));
    }
    return names;
}

std::optional<store::Flags> flagNamed(const QString &wanted)
{
    for (const auto &[flag, name] : kFlags) {
        if (wanted.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return flag;
    }
    return std::nullopt;
}

Result<UnixMillis> futureTime(const QString &text)
{
    const QDateTime at = QDateTime::fromString(text, Qt::ISODate);
    if (!at.isValid() || !text.contains(QLatin1Char('T')))
        return makeError(ErrorKind::InvalidInput, "cli.time", "not a time: " + text.toStdString() + " (write 2026-11-30T08:00)");
    if (at <= QDateTime::currentDateTime())
        return makeError(ErrorKind::InvalidInput, "cli.time", "that time is over: " + text.toStdString());
    return at.toMSecsSinceEpoch();
}

QString dateText(UnixMillis at)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at);
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate);
}

QString errorText(const std::optional<Error> &error)
{
    return error ? QString::fromStdString(error->toString()) : QString();
}

QJsonObject toJson(const store::AccountRecord &account)
{
    const bool isImap = account.kind == store::AccountKind::Imap;
    const bool isPop3 = account.kind == store::AccountKind::Pop3;
    const QString leave = !account.maildrop.leave ? QStringLiteral("never") : account.maildrop.days > 0 ? QString::number(account.maildrop.days) : QStringLiteral("always");
    return {{QStringLiteral("id"), number(account.id.value)},
            {QStringLiteral("email"), account.email},
            {QStringLiteral("name"), account.name},
            {QStringLiteral("kind"), isImap ? QStringLiteral("imap") : isPop3 ? QStringLiteral("pop3") : QStringLiteral("local")},
            {QStringLiteral("imap"), isImap ? QJsonValue(toJson(account.imap)) : QJsonValue()},
            {QStringLiteral("pop3"), isPop3 ? QJsonValue(toJson(account.imap)) : QJsonValue()},
            {QStringLiteral("leave"), isPop3 ? QJsonValue(leave) : QJsonValue()},
            {QStringLiteral("visit_minutes"), isPop3 ? QJsonValue(account.maildrop.visitMinutes) : QJsonValue()},
            {QStringLiteral("smtp"), account.smtp.host.empty() ? QJsonValue() : QJsonValue(toJson(account.smtp))},
            {QStringLiteral("secret"), QString::fromStdString(account.secretSource)},
            {QStringLiteral("provider"), QString::fromStdString(account.provider)},
            {QStringLiteral("enabled"), account.enabled}};
}

QJsonObject toJson(const store::IdentityRecord &identity)
{
    return {{QStringLiteral("id"), number(identity.id.value)},
            {QStringLiteral("account"), number(identity.account.value)},
            {QStringLiteral("address"), identity.address},
            {QStringLiteral("name"), identity.name},
            {QStringLiteral("signature"), identity.signature},
            {QStringLiteral("smtp"), identity.smtp.host.empty() ? QJsonValue() : QJsonValue(toJson(identity.smtp))},
            {QStringLiteral("secret"), QString::fromStdString(identity.secretSource)}};
}

QJsonObject toJson(const store::MessageRow &row)
{
    return {{QStringLiteral("id"), number(row.placement.value)},
            {QStringLiteral("uid"), row.uid ? number(row.uid->value) : QJsonValue()},
            {QStringLiteral("from"), QJsonObject{{QStringLiteral("name"), row.fromName}, {QStringLiteral("address"), row.fromAddress}}},
            {QStringLiteral("to"), row.to},
            {QStringLiteral("subject"), row.subject},
            {QStringLiteral("date"), dateText(row.date)},
            {QStringLiteral("size"), number(row.size)},
            {QStringLiteral("flags"), QJsonArray::fromStringList(flagNames(row.flags) + row.keywords)},
            {QStringLiteral("labels"), QJsonArray::fromStringList(row.labels)},
            {QStringLiteral("snippet"), row.snippet},
            {QStringLiteral("thread"), number(row.thread.value)},
            {QStringLiteral("has_attachment"), row.hasAttachment},
            {QStringLiteral("pending"), row.pending}};
}

QJsonObject toJson(const store::OutboxRecord &item)
{
    return {{QStringLiteral("id"), number(item.id.value)},
            {QStringLiteral("state"), stateName(item.state)},
            {QStringLiteral("attempts"), item.attempts},
            {QStringLiteral("last_error"), errorText(item.reason)},
            {QStringLiteral("recipients"), recipients(item)},
            {QStringLiteral("subject"), item.subject},
            {QStringLiteral("message_id"), QString::fromStdString(item.messageIdHeader)},
            {QStringLiteral("queued"), timeOrNull(item.created)},
            {QStringLiteral("send_at"), timeOrNull(item.sendAt)},
            {QStringLiteral("sent"), timeOrNull(item.sent)},
            {QStringLiteral("server"), textOrNull(item.server)},
            {QStringLiteral("tls"), textOrNull(item.tls)},
            {QStringLiteral("server_reply"), item.serverReply},
            {QStringLiteral("sent_copy"), textOrNull(QString::fromStdString(item.copyMailbox))},
            {QStringLiteral("sent_copy_saved"), timeOrNull(item.copied)},
            {QStringLiteral("report_asked"), item.reportDelivery},
            {QStringLiteral("report_taken"), item.reportTaken},
            {QStringLiteral("require_tls"), item.requireTls}};
}

QJsonObject toJson(const store::OutboxRecord &item, const std::vector<store::OutboxStep> &steps, const std::vector<store::DeliveryReport> &reports)
{
    QJsonObject object = toJson(item);
    QJsonArray way;
    for (const store::OutboxStep &step : steps) {
        way.append(QJsonObject{{QStringLiteral("state"), stateName(step.state)},
                               {QStringLiteral("at"), dateText(step.first)},
                               {QStringLiteral("last"), dateText(step.last)},
                               {QStringLiteral("times"), step.times},
                               {QStringLiteral("server"), textOrNull(step.server)},
                               {QStringLiteral("tls"), textOrNull(step.tls)},
                               {QStringLiteral("server_reply"), step.reply},
                               {QStringLiteral("error"), errorText(step.reason)}});
    }
    QJsonArray told;
    for (const store::DeliveryReport &report : reports) {
        told.append(QJsonObject{{QStringLiteral("recipient"), report.recipient},
                                {QStringLiteral("action"), actionName(report.action)},
                                {QStringLiteral("status"), report.status},
                                {QStringLiteral("diagnostic"), report.diagnostic},
                                {QStringLiteral("reporter"), report.reporter},
                                {QStringLiteral("arrived"), dateText(report.arrived)}});
    }
    object.insert(QStringLiteral("steps"), way);
    object.insert(QStringLiteral("reports"), told);
    return object;
}

QJsonObject toJson(const store::OperationRecord &operation)
{
    return {{QStringLiteral("id"), number(operation.id.value)},
            {QStringLiteral("kind"), kindName(operation.kind)},
            {QStringLiteral("state"), stateName(operation.state)},
            {QStringLiteral("reason"), errorText(operation.reason)},
            {QStringLiteral("attempts"), operation.attempts},
            {QStringLiteral("messages"), operation.messages}};
}

QJsonObject sendResult(const store::OutboxRecord &item)
{
    return {{QStringLiteral("outbox_id"), number(item.id.value)},
            {QStringLiteral("state"), stateName(item.state)},
            {QStringLiteral("server_reply"), item.serverReply},
            {QStringLiteral("recipients"), recipients(item)}};
}

} // namespace tern::cli
