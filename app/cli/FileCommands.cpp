// SPDX-License-Identifier: GPL-3.0-or-later
// export and import.
#include "app/cli/Commands.h"
#include "app/cli/MessageFiles.h"
#include "app/cli/ValueNames.h"

namespace tern::cli {
namespace {

constexpr int kPageSize = 200;

Result<std::unique_ptr<MessageFileWriter>> writerFor(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("mbox")))
        return mboxWriter(arguments.value(QStringLiteral("mbox")));
    if (arguments.has(QStringLiteral("eml")))
        return emlWriter(arguments.value(QStringLiteral("eml")));
    return maildirWriter(arguments.value(QStringLiteral("maildir")));
}

/// Every row of a folder, oldest last; or the messages that are named.
Result<std::vector<store::MessageRow>> chosenRows(Session &session, const Arguments &arguments)
{
    std::vector<store::MessageRow> rows;
    const QStringList &words = arguments.words();
    bool isId = false;
    static_cast<void>(words.first().toLongLong(&isId));
    if (isId) {
        for (const QString &word : words) {
            auto row = session.message(word);
            if (!row)
                return row.error();
            rows.push_back(std::move(*row));
        }
        return rows;
    }
    if (words.size() != 1)
        return makeError(ErrorKind::InvalidInput, "cli.export", "one folder, or message numbers");
    auto folder = session.folder(words.first(), arguments.value(QStringLiteral("account")));
    if (!folder)
        return folder.error();
    store::ListQuery query;
    query.scope = store::InMailbox{folder->id};
    std::optional<store::PageKey> after;
    do {
        auto page = session.reader().page(query, after, kPageSize);
        if (!page)
            return page.error();
        std::move(page->rows.begin(), page->rows.end(), std::back_inserter(rows));
        after = page->next;
    } while (after);
    return rows;
}

/// How many went well; each that did not was named with its reason.
int tellCounts(Output &out, const char *key, int done, int skipped)
{
    if (out.isJson())
        out.object({{QStringLiteral("event"), QStringLiteral("done")}, {QString::fromLatin1(key), done}, {QStringLiteral("skipped"), skipped}});
    else
        out.line(QStringLiteral("%1 %2, %3 skipped").arg(done).arg(QString::fromLatin1(key)).arg(skipped));
    return skipped == 0 ? kDone : kFailed;
}

void tellSkipped(Output &out, const QString &what, const QString &why)
{
    out.failure(QStringLiteral("skipped %1: %2").arg(what, why));
    if (out.isJson())
        out.object({{QStringLiteral("event"), QStringLiteral("skipped")}, {QStringLiteral("what"), what}, {QStringLiteral("reason"), why}});
}

} // namespace

int exportCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    int targets = 0;
    for (const char *name : {"mbox", "eml", "maildir"})
        targets += arguments.has(QString::fromLatin1(name)) ? 1 : 0;
    if (arguments.words().isEmpty() || targets != 1)
        return out.wrongUsage(QStringLiteral("export (FOLDER | ID…) --mbox FILE | --eml DIR | --maildir DIR"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto rows = chosenRows(session, arguments);
    if (!rows)
        return out.failure(rows.error());
    auto writer = writerFor(arguments);
    if (!writer)
        return out.failure(writer.error());
    int written = 0;
    int skipped = 0;
    for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
        auto message = session.wait<engine::OpenedMessagePtr>([&](auto done) { session.engine().openMessage(row->placement, 0, std::move(done)); });
        if (!message) {
            tellSkipped(out, QString::number(row->placement.value), sentence(message.error()));
            ++skipped;
            continue;
        }
        if (auto filed = (*writer)->write({(*message)->raw, row->flags, row->date, row->fromAddress}); !filed)
            return out.failure(filed.error());
        ++written;
    }
    return tellCounts(out, "exported", written, skipped);
}

int importCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (arguments.words().size() != 2)
        return out.wrongUsage(QStringLiteral("import FILE|DIR FOLDER [--account A]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto folder = session.folder(arguments.words()[1], arguments.value(QStringLiteral("account")));
    if (!folder)
        return out.failure(folder.error());
    int imported = 0;
    int skipped = 0;
    std::optional<Error> stopped;
    const auto skip = [&](const QString &file, const QString &why) {
        tellSkipped(out, file, why);
        ++skipped;
    };
    auto read = readMessageFiles(
        arguments.words()[0],
        [&](FiledMessage message) {
            auto appended = session.wait<void>([&](auto done) { session.engine().importMessage(folder->id, message.raw, message.flags, message.date, std::move(done)); });
            if (appended) {
                ++imported;
                return true;
            }
            const ErrorKind kind = appended.error().kind;
            if (kind == ErrorKind::ServerRefused || kind == ErrorKind::MessageTooLarge) {
                skip(QStringLiteral("message %1").arg(imported + skipped + 1), sentence(appended.error()));
                return true;
            }
            stopped = appended.error();     // nothing behind it would fare better
            return false;
        },
        skip);
    if (!read)
        return out.failure(read.error());
    replayNow(session, folder->account, folder->id);
    const int code = tellCounts(out, "imported", imported, skipped);
    return stopped ? out.failure(*stopped) : code;
}

} // namespace tern::cli
