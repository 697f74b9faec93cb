// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"
#include "core/mime/ParsedMessageJson.h"

#include <QFile>
#include <QJsonArray>

namespace tern::cli {
namespace {

constexpr int kDefaultLimit = 50;
constexpr int kPageSize = 200;
constexpr int kMostOfConversation = 10'000;

const QStringList kListColumns{QStringLiteral("id"),   QStringLiteral("date"), QStringLiteral("from"),
                               QStringLiteral("subject"), QStringLiteral("flags"), QStringLiteral("pending")};

/// Prints rows of a query, page by page.
int printRows(Session &session, const store::ListQuery &query, std::optional<store::PageKey> after, int limit)
{
    Output &out = session.output();
    out.beginTable(kListColumns);
    int printed = 0;
    while (printed < limit) {
        auto page = session.reader().page(query, after, std::min(limit, kPageSize));
        if (!page)
            return out.failure(page.error());
        for (const store::MessageRow &row : page->rows) {
            if (printed == limit)
                break;
            out.object(toJson(row));
            ++printed;
        }
        if (!page->next)
            break;
        after = page->next;
    }
    out.endTable();
    return kDone;
}

/// Prints the conversation of a message, oldest first, each message once.
int printConversation(Session &session, const store::MessageRow &message)
{
    Output &out = session.output();
    const auto conversation = session.reader().conversation(message.placement, kMostOfConversation);
    if (!conversation)
        return out.failure(conversation.error());
    out.beginTable(kListColumns);
    for (const store::MessageRow &row : conversation->rows)
        out.object(toJson(row));
    out.endTable();
    return kDone;
}

} // namespace

int listCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const auto limit = arguments.positive(QStringLiteral("limit"), kDefaultLimit);
    if (!limit || arguments.words().size() != 1)
        return out.wrongUsage(QStringLiteral("list FOLDER [--account A] [--limit N] [--before ID] [--threads]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto folder = session.folder(arguments.words().front(), arguments.value(QStringLiteral("account")));
    if (!folder)
        return out.failure(folder.error());
    store::ListQuery query;
    query.scope = store::InMailbox{folder->id};
    std::optional<store::PageKey> after;
    if (arguments.has(QStringLiteral("before"))) {
        auto row = session.message(arguments.value(QStringLiteral("before")));
        if (!row)
            return out.failure(row.error());
        after = store::PageKey{row->date, {}, row->placement};
    }
    query.threads = arguments.has(QStringLiteral("threads"));
    return printRows(session, query, after, *limit);
}

int searchCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const auto limit = arguments.positive(QStringLiteral("limit"), kDefaultLimit);
    if (!limit || arguments.words().isEmpty())
        return out.wrongUsage(QStringLiteral("search QUERY [--account A] [--folder F] [--limit N]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    store::SearchResults search;
    search.query = arguments.words().join(QLatin1Char(' '));
    if (arguments.has(QStringLiteral("account"))) {
        auto account = session.account(arguments.value(QStringLiteral("account")));
        if (!account)
            return out.failure(account.error());
        search.account = account->id;
    }
    if (arguments.has(QStringLiteral("folder"))) {
        auto folder = session.folder(arguments.value(QStringLiteral("folder")), arguments.value(QStringLiteral("account")));
        if (!folder)
            return out.failure(folder.error());
        search.mailbox = folder->id;
    }
    store::ListQuery query;
    query.scope = search;
    return printRows(session, query, {}, *limit);
}

int showCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const bool wantsPart = arguments.has(QStringLiteral("part"));
    if (arguments.words().size() != 1 || (wantsPart && !arguments.has(QStringLiteral("output"))))
        return out.wrongUsage(QStringLiteral("show ID [--source] [--thread] [--part N --output FILE]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto row = session.message(arguments.words().front());
    if (!row)
        return out.failure(row.error());
    if (arguments.has(QStringLiteral("thread")))
        return printConversation(session, *row);
    auto message = session.wait<engine::OpenedMessagePtr>([&](auto done) { session.engine().openMessage(row->placement, 0, std::move(done)); });
    if (!message)
        return out.failure(message.error());
    if (wantsPart) {
        auto saved = session.wait<void>([&](auto done) {
            session.engine().saveAttachment(*message, arguments.value(QStringLiteral("part")).toStdString(), arguments.value(QStringLiteral("output")), std::move(done));
        });
        return saved ? kDone : out.failure(saved.error());
    }
    if (arguments.has(QStringLiteral("source"))) {
        out.raw((*message)->raw);
        return kDone;
    }
    mime::ParsedMessage parsed = (*message)->parsed;
    if (out.isJson()) {
        mime::hashAttachments((*message)->raw, parsed);
        QJsonObject object = mime::toJson(parsed);
        object.insert(QStringLiteral("labels"), QJsonArray::fromStringList(row->labels));
        out.object(object);
        return kDone;
    }
    out.line(QStringLiteral("From: ") + mime::formatAddressList(parsed.from));
    out.line(QStringLiteral("To: ") + mime::formatAddressList(parsed.to));
    if (!parsed.cc.empty())
        out.line(QStringLiteral("Cc: ") + mime::formatAddressList(parsed.cc));
    out.line(QStringLiteral("Subject: ") + parsed.subject);
    if (parsed.date)
        out.line(QStringLiteral("Date: ") + dateText(*parsed.date));
    if (!row->labels.isEmpty())
        out.line(QStringLiteral("Labels: ") + row->labels.join(QStringLiteral(", ")));
    for (const mime::Attachment &attachment : parsed.attachments) {
        out.line(QStringLiteral("Attachment %1: %2 (%3, %4 bytes)")
                     .arg(QString::fromStdString(attachment.part), attachment.name, attachment.type)
                     .arg(attachment.size));
    }
    for (const QString &defect : parsed.defects)
        out.line(QStringLiteral("Note: ") + defect);
    out.line({});
    for (const QString &line : parsed.text.split(QLatin1Char('\n')))
        out.line(line);
    return kDone;
}

} // namespace tern::cli
