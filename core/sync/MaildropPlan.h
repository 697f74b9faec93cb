// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/pop3/Pop3Types.h"
#include "core/store/StoreWriter.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tern::sync {

/// What a maildrop shows, against what is known of it: a pure function over both. A message is fetched if there is any doubt whether it is here, and
/// removed from the server only if there is none.
class MaildropPlan final {
public:
    struct Options {
        store::MaildropPolicy policy;
        UnixMillis now = 0;
    };
    MaildropPlan(std::vector<store::MaildropItem> known, Options options);

    /// \param entries  with UIDLs where the server has them (one that it gives to several messages counts for none), and sizes where they were asked for.
    /// Numbers that come twice are one.
    void setListing(std::vector<pop3::MaildropEntry> entries);

    /// Those of which only the header can tell whether they are known: no UIDL of their own, or one that stood for a message of another size.
    [[nodiscard]] const std::vector<pop3::MaildropEntry> &doubtful() const { return m_doubtful; }
    /// The header of a doubtful one. Those whose header can't be had are fetched.
    void setFingerprint(std::uint32_t number, std::int64_t fingerprint);

    /// Call when all fingerprints are there. Newest first.
    [[nodiscard]] std::vector<pop3::MaildropEntry> toFetch() const;

    /// What becomes of a message that was fetched.
    struct Fetched {
        bool isNew = true;                 ///< false: it is here already, under a key that has changed
        store::MaildropItem item;          ///< how it is noted
        std::optional<store::StoreWriter::MaildropChange> change;   ///< of a known one
    };
    [[nodiscard]] Fetched fetched(const pop3::MaildropEntry &entry, std::int64_t fingerprint, std::int64_t size);
    /// The transaction that noted it was committed: from now on it is known.
    void stored(std::uint32_t number, const store::MaildropItem &item);

    /// Those that are durably here, whose header was seen in this session, and that are to go from the server.
    [[nodiscard]] std::vector<pop3::MaildropEntry> toRemove() const;
    /// Of those that toRemove() would give, the ones whose header was not seen in this session: a server may have given a UIDL a second time.
    [[nodiscard]] std::vector<pop3::MaildropEntry> toConfirm() const;
    /// Where headers can't be had: a message of the size that was noted is the one that was noted.
    void confirmBySize(std::uint32_t number);

    /// What to note of the known ones: gone, back, forgotten.
    [[nodiscard]] std::vector<store::StoreWriter::MaildropChange> changes() const;

private:
    struct Entry {
        pop3::MaildropEntry entry;
        std::string key;                   // empty: not known yet
        std::int64_t seen = 0;             // fingerprint in this session; 0: not seen
        bool isDoubtful = false;
    };
    [[nodiscard]] bool isDue(const store::MaildropItem &item) const;
    [[nodiscard]] std::string keyByFingerprint(std::int64_t fingerprint);
    Entry *find(std::uint32_t number);

    std::map<std::string, store::MaildropItem> m_known;
    std::multimap<std::int64_t, std::string> m_byFingerprint;
    Options m_options;
    std::vector<Entry> m_entries;
    std::map<std::uint32_t, std::size_t> m_places;
    std::vector<pop3::MaildropEntry> m_doubtful;
    std::map<std::string, std::uint32_t> m_listedKeys;
};

} // namespace tern::sync
