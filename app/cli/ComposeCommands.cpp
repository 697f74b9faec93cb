// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"
#include "core/mime/MessageBuilder.h"

#include <QFile>
#include <QFileInfo>

#include <future>

namespace tern::cli {
namespace {

constexpr std::chrono::seconds kReplayTime{20};

Result<QString> textFrom(const QString &file)
{
    if (file.isEmpty())
        return QString();
    QFile source(file);
    const bool opened = file == QLatin1String("-") ? source.open(stdin, QIODevice::ReadOnly) : source.open(QIODevice::ReadOnly);
    if (!opened)
        return makeError(QFile::exists(file) ? ErrorKind::ReadOnly : ErrorKind::NotFound, "compose", file.toStdString());
    return QString::fromUtf8(source.readAll());
}

std::vector<mime::Address> validAddresses(const QString &typed, QString &bad)
{
    auto addresses = mime::parseAddressList(typed);
    for (const mime::Address &address : addresses) {
        if (!mime::isValidAddrSpec(address.address.toStdString()))
            bad = mime::formatAddress(address);
    }
    return addresses;
}

/// Builds to a file; no account is needed.
int writeMessage(Session &session, const engine::OutgoingMail &mail, const QString &from, const QString &target)
{
    Output &out = session.output();
    QString bad;
    mime::BuildMessage message;
    const auto sender = validAddresses(from, bad);
    if (sender.size() == 1)
        message.from = sender.front();
    message.to = validAddresses(mail.to, bad);
    message.cc = validAddresses(mail.cc, bad);
    message.bcc = validAddresses(mail.bcc, bad);
    if (sender.size() != 1 || !bad.isEmpty())
        return out.failure(makeError(ErrorKind::InvalidInput, "compose", bad.isEmpty() ? "from" : bad.toStdString()));
    message.includeBcc = true;
    message.subject = mail.subject;
    message.text = mail.text;
    message.html = mail.html;
    message.inReplyTo = mail.inReplyTo;
    message.references = mail.references;
    for (const auto &attachment : mail.attachments)
        message.attachments.push_back({attachment.name, attachment.type, attachment.file});
    message.messageId = mime::makeMessageId(message.from.address);
    message.date = QDateTime::currentMSecsSinceEpoch();
    message.dateOffsetMinutes = QDateTime::currentDateTime().offsetFromUtc() / 60;
    auto built = mime::buildMessage(message, target);
    if (!built)
        return out.failure(built.error());
    out.object({{QStringLiteral("id"), QJsonValue()}, {QStringLiteral("message_id"), QString::fromStdString(message.messageId)}});
    return kDone;
}

/// The chain of the message that is answered [RFC 5322 §3.6.4].
Result<void> takeThread(Session &session, const QString &id, engine::OutgoingMail &mail)
{
    auto row = session.message(id);
    if (!row)
        return row.error();
    auto head = session.reader().head(row->message);
    if (!head)
        return head.error();
    mail.inReplyTo = head->messageIdHeader;
    mail.references = head->references.empty() ? head->inReplyTo : head->references;
    if (!head->messageIdHeader.empty())
        mail.references.push_back(head->messageIdHeader);
    mail.repliedTo = head->messageIdHeader;
    return {};
}

/// A time of here, or with an offset of its own: "2026-11-30T08:00", "2026-11-30T08:00:00+08:00".
Result<engine::SendOptions> sendOptions(const Arguments &arguments)
{
    engine::SendOptions options;
    options.reportDelivery = arguments.has(QStringLiteral("report"));
    options.requireTls = arguments.has(QStringLiteral("require-tls"));
    if (arguments.has(QStringLiteral("at"))) {
        auto at = futureTime(arguments.value(QStringLiteral("at")));
        if (!at)
            return at.error();
        options.at = *at;
    }
    return options;
}

int printItem(Session &session, OutboxId id)
{
    Output &out = session.output();
    auto item = session.reader().outboxItem(id);
    if (!item)
        return out.failure(item.error());
    if (!*item)
        return out.failure(makeError(ErrorKind::NotFound, "send"));
    out.object(sendResult(**item));
    using State = store::OutboxState;
    const State state = (*item)->state;
    if (state == State::Accepted || state == State::SentCopySaved) {
        if ((*item)->reason && (*item)->reason->kind == ErrorKind::RecipientRefused)
            return out.failure(*(*item)->reason);
        return kDone;
    }
    for (const store::OutboxRecipient &recipient : (*item)->recipients) {
        if (recipient.refused)
            out.failure(QStringLiteral("refused for good: %1: %2").arg(recipient.address, recipient.reply));
    }
    if (state == State::Queued && (*item)->sendAt > 0) {
        if (!out.isJson())
            out.line(QStringLiteral("leaves at %1, if Tern or `tern-cli sync` runs then; else with the next of them").arg(dateText((*item)->sendAt)));
        return kDone;
    }
    const QString reason = (*item)->reason ? sentence(*(*item)->reason) : stateName(state);
    return out.failure(state == State::Waiting || state == State::Queued ? QStringLiteral("it waits in the Outbox: ") + reason : reason);
}

} // namespace

void replayNow(Session &session, AccountId account, MailboxId mailbox)
{
    engine::Engine::SyncRequest request;
    request.account = account;
    request.mailbox = mailbox;
    request.sendOutbox = false;
    const auto promise = std::make_shared<std::promise<Result<engine::SyncSummary>>>();
    auto outcome = promise->get_future();
    session.engine().syncNow(request, [promise](Result<engine::SyncSummary> result) { promise->set_value(std::move(result)); });
    if (outcome.wait_for(kReplayTime) != std::future_status::ready) {
        session.output().failure(QStringLiteral("note: the server takes too long; the change waits (tern-cli operations)"));
        return;
    }
    if (const auto result = outcome.get(); !result)
        session.output().failure(QStringLiteral("note: the change waits: ") + sentence(result.error()));
}

int deliverNow(Session &session, AccountId account, OutboxId item)
{
    engine::Engine::SyncRequest request;
    request.account = account;
    request.mailboxes = false;
    request.replayOperations = false;
    auto done = session.wait<engine::SyncSummary>([&](auto completion) { session.engine().syncNow(request, std::move(completion)); });
    if (!done)
        session.output().failure(done.error());
    return printItem(session, item);
}

static int deliverQueued(Session &session, const Result<OutboxId> &queued)
{
    Output &out = session.output();
    if (!queued)
        return out.failure(queued.error());
    auto item = session.reader().outboxItem(*queued);
    if (!item)
        return out.failure(item.error());
    return deliverNow(session, (*item)->account, *queued);
}

int composeCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const bool sends = arguments.has(QStringLiteral("send"));
    const QString target = arguments.value(QStringLiteral("output"));
    const QString from = arguments.value(QStringLiteral("from"));
    const bool needsRecipient = sends && !arguments.has(QStringLiteral("to")) && !arguments.has(QStringLiteral("cc")) && !arguments.has(QStringLiteral("bcc"));
    if (from.isEmpty() || sends == !target.isEmpty() || needsRecipient || !arguments.words().isEmpty())
        return out.wrongUsage(QStringLiteral("compose --from A --to … [--cc --bcc --subject --text-file --html-file --attach --in-reply-to ID] --output FILE | --send"));
    engine::OutgoingMail mail;
    mail.to = arguments.valuesOf(QStringLiteral("to")).join(QStringLiteral(", "));
    mail.cc = arguments.valuesOf(QStringLiteral("cc")).join(QStringLiteral(", "));
    mail.bcc = arguments.valuesOf(QStringLiteral("bcc")).join(QStringLiteral(", "));
    mail.subject = arguments.value(QStringLiteral("subject"));
    auto text = textFrom(arguments.value(QStringLiteral("text-file")));
    auto html = textFrom(arguments.value(QStringLiteral("html-file")));
    if (!text || !html)
        return out.failure(text ? html.error() : text.error());
    mail.text = *text;
    mail.html = arguments.has(QStringLiteral("html-file")) ? *html : QString();
    for (const QString &file : arguments.valuesOf(QStringLiteral("attach"))) {
        const QString name = QFileInfo(file).fileName();
        mail.attachments.push_back({name, mime::mediaTypeForName(name), QFileInfo(file).absoluteFilePath()});
    }
    auto options = sendOptions(arguments);
    if (!options)
        return out.wrongUsage(sentence(options.error()));
    mail.options = *options;
    const bool needsProfile = sends || arguments.has(QStringLiteral("in-reply-to"));
    if (needsProfile) {
        if (auto opened = session.open(); !opened)
            return out.failure(opened.error());
    }
    if (arguments.has(QStringLiteral("in-reply-to"))) {
        if (auto taken = takeThread(session, arguments.value(QStringLiteral("in-reply-to")), mail); !taken)
            return out.failure(taken.error());
    }
    if (!sends)
        return writeMessage(session, mail, from, target);
    auto sender = session.sender(from);
    if (!sender)
        return out.failure(sender.error());
    mail.account = sender->account;
    mail.identity = sender->identity;
    auto queued = session.wait<OutboxId>([&](auto done) { session.engine().send(mail, std::move(done)); });
    if (!queued)
        return out.failure(queued.error());
    auto item = session.reader().outboxItem(*queued);
    if (item && *item)
        out.object({{QStringLiteral("id"), static_cast<qint64>(queued->value)}, {QStringLiteral("message_id"), QString::fromStdString((*item)->messageIdHeader)}});
    return deliverNow(session, mail.account, *queued);
}

int redirectCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    engine::OutgoingRedirect mail;
    mail.to = arguments.valuesOf(QStringLiteral("to")).join(QStringLiteral(", "));
    mail.cc = arguments.valuesOf(QStringLiteral("cc")).join(QStringLiteral(", "));
    mail.bcc = arguments.valuesOf(QStringLiteral("bcc")).join(QStringLiteral(", "));
    auto options = sendOptions(arguments);
    if (!options)
        return out.wrongUsage(sentence(options.error()));
    mail.options = *options;
    if (arguments.words().size() != 1 || (mail.to.isEmpty() && mail.cc.isEmpty() && mail.bcc.isEmpty()))
        return out.wrongUsage(QStringLiteral("redirect ID --to … [--cc … --bcc … --from A] [--at TIME] [--report] [--require-tls]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto row = session.message(arguments.words().front());
    if (!row)
        return out.failure(row.error());
    mail.message = row->placement;
    if (arguments.has(QStringLiteral("from"))) {
        auto sender = session.sender(arguments.value(QStringLiteral("from")));
        if (!sender)
            return out.failure(sender.error());
        mail.sender = *sender;
    }
    return deliverQueued(session, session.wait<OutboxId>([&](auto done) { session.engine().redirect(mail, std::move(done)); }));
}

int sendCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    auto options = sendOptions(arguments);
    if (arguments.words().size() != 1 || !options)
        return out.wrongUsage(options ? QStringLiteral("send FILE.eml [--from A] [--to R…] [--at TIME] [--report] [--require-tls]") : sentence(options.error()));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    engine::Sender sender;
    if (arguments.has(QStringLiteral("from"))) {
        auto found = session.sender(arguments.value(QStringLiteral("from")));
        if (!found)
            return out.failure(found.error());
        sender = *found;
    }
    return deliverQueued(session, session.wait<OutboxId>([&](auto done) {
        session.engine().sendFile(arguments.words().front(), sender, arguments.valuesOf(QStringLiteral("to")), *options, std::move(done));
    }));
}

} // namespace tern::cli
