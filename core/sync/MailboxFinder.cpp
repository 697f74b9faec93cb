// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MailboxFinder.h"

#include "core/mime/ListingHeaders.h"

#include <set>

namespace tern::sync {
namespace {

struct Candidate {
    Uid uid;
    std::string messageId;
    std::int64_t size = 0;
};

class Candidates final : public imap::ListingSink {
public:
    void message(imap::ListedMessage &message) override
    {
        found.push_back({message.uid, mime::parseListingHeaders(message.headerBlock).messageId, static_cast<std::int64_t>(message.size)});
    }
    std::vector<Candidate> found;
};

} // namespace

Result<std::map<std::int64_t, Uid>> MailboxFinder::find(imap::ImapSession &session, const std::string &wireName, const From &from, const std::vector<Wanted> &wanted)
{
    // SELECT anew, as some servers show what was appended only then.
    auto selected = session.select(wireName);
    if (!selected)
        return std::move(selected).error();
    Candidates candidates;
    if (selected->exists > 0) {
        const bool counts = selected->uidValidity == from.uidValidity && from.uid.value > 0;
        if (auto listed = session.fetchListing(imap::UidSet::range(counts ? from.uid : Uid{1}, Uid{UINT32_MAX}), candidates); !listed)
            return std::move(listed).error();
    }
    std::map<std::int64_t, Uid> result;
    std::set<Uid> given;
    for (const Wanted &want : wanted) {
        std::vector<Uid> fitting;
        for (const Candidate &candidate : candidates.found) {
            const bool sameId = candidate.messageId == want.messageId;
            // Servers count the size of what they stored; an APPEND may have gained a line end.
            const bool sameSize = std::abs(candidate.size - want.size) <= 2 || (want.size == 0 && !want.messageId.empty());
            if (sameId && sameSize && !given.contains(candidate.uid))
                fitting.push_back(candidate.uid);
        }
        if (fitting.empty() || (want.messageId.empty() && fitting.size() != 1))
            continue;
        result[want.ordinal] = fitting.front();
        given.insert(fitting.front());
    }
    return result;
}

} // namespace tern::sync
