// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/SenderLookup.h"

#include "core/store/StoreReader.h"
#include "ui/bridge/ReaderThread.h"
#include "ui/composer/RecipientEdit.h"

#include <QSet>

#include <set>

namespace tern::ui {

namespace {

constexpr int kLooked = 200;       ///< messages, newest first: whom one hears from now
constexpr int kSenderSlot = 901;  ///< of the reader thread

bool begins(const QString &text, const QString &prefix)
{
    if (text.startsWith(prefix, Qt::CaseInsensitive))
        return true;
    for (qsizetype at = 1; at < text.size(); ++at) {
        // A Chinese name is found by each of its characters, any other by each of its words.
        const bool start = !text.at(at - 1).isLetterOrNumber() || text.at(at).script() == QChar::Script_Han;
        if (start && QStringView(text).mid(at).startsWith(prefix, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace

People sendersOf(const std::vector<store::MessageRow> &rows, const QString &prefix)
{
    People people;
    QSet<QString> seen;
    for (const store::MessageRow &row : rows) {
        const QString address = row.fromAddress.toLower();
        if (!address.contains(u'@') || seen.contains(address) || !(begins(row.fromName, prefix) || begins(address, prefix)))
            continue;
        seen.insert(address);
        people.emplace_back(row.fromName, row.fromAddress);
    }
    return people;
}

void lookForSenders(const WindowContext &context, QObject *asker, const QString &prefix, std::function<void(People)> then)
{
    if (!context.thread)
        return;
    QString quoted = prefix;
    quoted.remove(u'"');
    // A phrase is no beginning, so that one word is asked as a word; the pure part looks at the rest.
    const QString word = quoted.section(u' ', 0, 0, QString::SectionSkipEmpty);
    if (word.isEmpty())
        return;
    context.thread->post(asker, kSenderSlot, [prefix, word, then = std::move(then)](store::StoreReader &reader, const StopToken &) -> std::function<void()> {
        const store::ListQuery query{.scope = store::SearchResults{.query = QStringLiteral("from:") + word, .account = {}, .mailbox = {}}};
        auto page = reader.page(query, std::nullopt, kLooked);
        if (!page)
            return {};
        std::set<MailboxId> junk;
        for (const auto &mailbox : reader.allMailboxes().valueOr({})) {
            if (mailbox.role == store::MailboxRole::Junk)
                junk.insert(mailbox.id);
        }
        std::erase_if(page->rows, [&junk](const store::MessageRow &row) { return junk.contains(row.mailbox); });
        return [people = sendersOf(page->rows, prefix), then] { then(people); };
    });
}

void offerPeople(const WindowContext &context, RecipientEdit &edit)
{
    edit.setLookup([context](const QString &prefix) { return context.reader.completeAddress(prefix, 8).valueOr({}); });
    edit.setLookFurther([context, &edit](const QString &prefix, auto then) { lookForSenders(context, &edit, prefix, std::move(then)); });
}

} // namespace tern::ui
