// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/ImapServerFolders.h"

#include "core/mime/ListingHeaders.h"
#include "core/outbox/WireMessage.h"

#include <poll.h>

#include <cerrno>

namespace tern::outbox {
namespace {

/// Lists what the lookup needs of each message.
class IdSink final : public imap::ListingSink {
public:
    explicit IdSink(ServerFolders::Listing &listing) : m_listing(listing) {}
    void message(imap::ListedMessage &message) override
    {
        m_listing.messages.push_back({message.uid, mime::parseListingHeaders(message.headerBlock).messageId});
    }

private:
    ServerFolders::Listing &m_listing;
};

Result<void> appendFile(imap::ImapSession &session, const ServerFolders::Copy &copy)
{
    auto source = WireMessage::open(copy.file, WireMessage::Bcc::Keep, copy.dated);
    if (!source)
        return source.error();
    imap::AppendRequest request;
    request.wireName = copy.mailbox;
    request.flags.bits = (copy.seen ? imap::kSeen : 0U) | (copy.draft ? imap::kDraft : 0U);
    request.internalDate = copy.date;
    request.size = (*source)->size();
    auto appended = session.append(request, **source);
    return appended ? Result<void>() : Result<void>(appended.error());
}

} // namespace

Result<void> ImapServerFolders::runAndWait(AccountId account, ImapJob job, const StopToken &stop)
{
    // Shared with the job, which may outlive our patience.
    struct Shared {
        std::mutex mutex;
        WakeFd finished;
        std::optional<Result<void>> outcome;
        bool abandoned = false;
    };
    const auto shared = std::make_shared<Shared>();
    m_runner(
        account,
        [shared, job = std::move(job)](imap::ImapSession &session) -> Result<void> {
            {
                const std::lock_guard lock(shared->mutex);
                if (shared->abandoned)
                    return makeError(ErrorKind::Cancelled, "outbox.job");
            }
            return job(session);
        },
        [shared](Result<void> outcome) {
            const std::lock_guard lock(shared->mutex);
            shared->outcome = std::move(outcome);
            shared->finished.signal();
        });
    for (;;) {
        pollfd waits[2] = {{shared->finished.fd(), POLLIN, 0}, {stop.fd(), POLLIN, 0}};
        if (poll(waits, 2, -1) < 0 && errno != EINTR)
            return errorFromErrno(errno, "outbox.job");
        const std::lock_guard lock(shared->mutex);
        if (shared->outcome)
            return *shared->outcome;
        if (stop.stopRequested()) {
            shared->abandoned = true;
            return makeError(ErrorKind::Cancelled, "outbox.job");
        }
    }
}

Result<ServerFolders::Listing> ImapServerFolders::newestMessages(AccountId account, const std::string &mailbox, std::uint32_t newest, const StopToken &stop)
{
    const auto listing = std::make_shared<Listing>();
    auto done = runAndWait(
        account,
        [listing, mailbox, newest](imap::ImapSession &session) -> Result<void> {
            imap::SelectOptions options;
            options.readOnly = true;
            auto selected = session.select(mailbox, options);
            if (!selected)
                return selected.error();
            listing->uidValidity = selected->uidValidity;
            listing->messages.clear();
            if (selected->exists == 0)
                return {};
            IdSink sink(*listing);
            const std::uint32_t first = selected->exists > newest ? selected->exists - newest + 1 : 1;
            return session.fetchListingBySeq(first, selected->exists, sink);
        },
        stop);
    if (!done)
        return done.error();
    return *listing;
}

Result<void> ImapServerFolders::append(AccountId account, const Copy &copy, const StopToken &stop)
{
    return runAndWait(
        account,
        [copy](imap::ImapSession &session) -> Result<void> {
            auto appended = appendFile(session, copy);
            if (appended || appended.error().kind != ErrorKind::MailboxMissing || !session.isUsable())
                return appended;
            if (auto created = session.create(copy.mailbox); !created)
                return created;
            (void)session.subscribe(copy.mailbox);  // a mailbox that isn't subscribed still works
            return appendFile(session, copy);
        },
        stop);
}

Result<void> ImapServerFolders::remove(AccountId account, const std::string &mailbox, UidValidity validity, const std::vector<Uid> &uids, const StopToken &stop)
{
    return runAndWait(
        account,
        [mailbox, validity, set = imap::UidSet::of(uids)](imap::ImapSession &session) -> Result<void> {
            auto selected = session.select(mailbox);
            if (!selected)
                return selected.error();
            if (selected->uidValidity != validity)
                return makeError(ErrorKind::UidValidityChanged, "outbox.remove", mailbox);
            imap::Flags deleted;
            deleted.bits = imap::kDeleted;
            if (auto marked = session.store(set, imap::StoreAction::Add, deleted); !marked)
                return marked.error();
            auto expunged = session.expungeUids(set);
            // Without UIDPLUS it stays marked: a plain EXPUNGE would remove what others marked.
            return !expunged && expunged.error().kind == ErrorKind::Unsupported ? Result<void>() : expunged;
        },
        stop);
}

} // namespace tern::outbox
