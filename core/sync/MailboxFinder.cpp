// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MailboxFinder.h"

#include "core/mime/ListingHeaders.h"

#include <algorithm>
#include <set>

namespace tern::sync {
namespace {

struct Candidate {
    Uid uid;
    std::string messageId;
    std::int64_t size = 0;
};

constexpr std::int64_t kSizeSlack = 2; // servers count what they stored: an APPEND may have gained a line end

bool fits(const Candidate &candidate, const MailboxFinder::Wanted &want)
{
    const bool sameSize = std::abs(candidate.size - want.size) <= kSizeSlack || (want.size == 0 && !want.messageId.empty());
    return sameSize && candidate.messageId == want.messageId;
}

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
            if (fits(candidate, want))
                fitting.push_back(candidate.uid);
        }
        // Without a Message-ID only the size speaks, so there must be as many as are looked for; a server copies in order.
        if (want.messageId.empty()) {
            const auto alike = std::count_if(wanted.begin(), wanted.end(), [&](const Wanted &other) {
                return other.messageId.empty() && std::abs(other.size - want.size) <= kSizeSlack;
            });
            if (fitting.size() != static_cast<std::size_t>(alike))
                continue;
        }
        const auto free = std::find_if(fitting.begin(), fitting.end(), [&](Uid uid) { return !given.contains(uid); });
        if (free == fitting.end())
            continue;
        result[want.ordinal] = *free;
        given.insert(*free);
    }
    return result;
}

} // namespace tern::sync
