// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MaildropPlan.h"

#include <algorithm>

namespace tern::sync {
namespace {

constexpr std::int64_t kDay = 24LL * 3'600'000;
constexpr std::int64_t kRememberedFor = 90 * kDay;     // of what the server no longer tells of; it may tell of it again

// Neither can be mistaken for the other.
std::string uidlKey(const std::string &uidl)
{
    return "=" + uidl;
}

std::string fingerprintKey(std::int64_t fingerprint, int ordinal)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string key = "#";
    for (int shift = 60; shift >= 0; shift -= 4)
        key += kDigits[(static_cast<std::uint64_t>(fingerprint) >> shift) & 0xF];
    return ordinal > 1 ? key + "." + std::to_string(ordinal) : key;
}

} // namespace

MaildropPlan::MaildropPlan(std::vector<store::MaildropItem> known, Options options) : m_options(options)
{
    for (store::MaildropItem &item : known) {
        if (item.fingerprint != 0)
            m_byFingerprint.emplace(item.fingerprint, item.key);
        std::string key = item.key;
        m_known.emplace(std::move(key), std::move(item));
    }
}

void MaildropPlan::setListing(std::vector<pop3::MaildropEntry> entries)
{
    std::map<std::string, int> times;
    for (const pop3::MaildropEntry &entry : entries)
        times[entry.uidl] += entry.uidl.empty() ? 0 : 1;
    for (pop3::MaildropEntry &entry : entries) {
        if (!m_places.emplace(entry.number, m_entries.size()).second)
            continue;
        Entry made{std::move(entry), {}, 0, false};
        if (!made.entry.uidl.empty() && times[made.entry.uidl] == 1) {
            made.key = uidlKey(made.entry.uidl);
            const auto known = m_known.find(made.key);
            const auto size = static_cast<std::int64_t>(made.entry.size);
            // Servers that number anew what they have give an old name to a new message.
            made.isDoubtful = known != m_known.end() && size != 0 && known->second.size != 0 && size != known->second.size;
            m_listedKeys.emplace(made.key, made.entry.number);
        } else {
            made.isDoubtful = true;
        }
        if (made.isDoubtful)
            m_doubtful.push_back(made.entry);
        m_entries.push_back(std::move(made));
    }
}

MaildropPlan::Entry *MaildropPlan::find(std::uint32_t number)
{
    const auto place = m_places.find(number);
    return place == m_places.end() ? nullptr : &m_entries[place->second];
}

std::string MaildropPlan::keyByFingerprint(std::int64_t fingerprint)
{
    // Two that have the same header are two; which is which makes no difference.
    for (int ordinal = 1;; ++ordinal) {
        std::string key = fingerprintKey(fingerprint, ordinal);
        if (!m_listedKeys.contains(key))
            return key;
    }
}

void MaildropPlan::setFingerprint(std::uint32_t number, std::int64_t fingerprint)
{
    Entry *entry = find(number);
    if (!entry || fingerprint == 0)
        return;
    entry->seen = fingerprint;
    if (!entry->key.empty()) {
        const auto known = m_known.find(entry->key);
        if (known != m_known.end() && known->second.fingerprint == fingerprint)
            entry->isDoubtful = false;
        else if (known != m_known.end())
            entry->isDoubtful = true;
        return;
    }
    entry->key = keyByFingerprint(fingerprint);
    entry->isDoubtful = false;
    m_listedKeys.emplace(entry->key, number);
}

std::vector<pop3::MaildropEntry> MaildropPlan::toFetch() const
{
    std::vector<pop3::MaildropEntry> wanted;
    for (const Entry &entry : m_entries) {
        if (entry.key.empty() || entry.isDoubtful || !m_known.contains(entry.key))
            wanted.push_back(entry.entry);
    }
    std::sort(wanted.begin(), wanted.end(), [](const auto &a, const auto &b) { return a.number > b.number; });
    return wanted;
}

MaildropPlan::Fetched MaildropPlan::fetched(const pop3::MaildropEntry &told, std::int64_t fingerprint, std::int64_t size)
{
    Entry *entry = find(told.number);
    Fetched result;
    if (!entry)
        return result;
    entry->seen = fingerprint;
    if (entry->key.empty()) {
        entry->key = keyByFingerprint(fingerprint);
        m_listedKeys.emplace(entry->key, told.number);
    }
    result.item = {entry->key, fingerprint, told.size != 0 ? static_cast<std::int64_t>(told.size) : size, m_options.now, 0, store::MaildropItem::Here::Kept};
    const auto same = m_known.find(entry->key);
    if (same != m_known.end() && same->second.fingerprint == fingerprint) {
        result.isNew = false;
        result.item = same->second;
        return result;
    }
    // The same message under another name, while the old name is no longer told: the server has named everything anew.
    const auto [begin, end] = m_byFingerprint.equal_range(fingerprint);
    for (auto known = begin; known != end; ++known) {
        const auto item = m_known.find(known->second);
        if (item == m_known.end() || m_listedKeys.contains(known->second))
            continue;
        result.isNew = false;
        result.change = store::StoreWriter::MaildropChange{known->second, {}, entry->key};
        result.item.fetched = item->second.fetched;
        result.item.here = item->second.here;
        break;
    }
    return result;
}

void MaildropPlan::stored(std::uint32_t number, const store::MaildropItem &item)
{
    Entry *entry = find(number);
    if (!entry)
        return;
    entry->isDoubtful = false;
    const auto known = m_known.insert_or_assign(item.key, item).first;
    // Whose new name this is: it is not taken a second time.
    const auto [begin, end] = m_byFingerprint.equal_range(item.fingerprint);
    for (auto other = begin; other != end; ++other) {
        if (other->second != item.key && !m_listedKeys.contains(other->second)) {
            m_known.erase(other->second);
            m_byFingerprint.erase(other);
            break;
        }
    }
    m_byFingerprint.emplace(item.fingerprint, known->first);
}

bool MaildropPlan::isDue(const store::MaildropItem &item) const
{
    const store::MaildropPolicy &policy = m_options.policy;
    if (!policy.leave)
        return true;
    if (policy.days > 0 && item.fetched > 0 && m_options.now - item.fetched >= policy.days * kDay)
        return true;
    return policy.untilDeleted && item.here != store::MaildropItem::Here::Kept;
}

std::vector<pop3::MaildropEntry> MaildropPlan::toRemove() const
{
    std::vector<pop3::MaildropEntry> due;
    for (const Entry &entry : m_entries) {
        const auto known = entry.key.empty() ? m_known.end() : m_known.find(entry.key);
        if (known == m_known.end() || entry.isDoubtful || !isDue(known->second))
            continue;
        // Only the very message that is here.
        if (entry.seen != 0 && entry.seen == known->second.fingerprint)
            due.push_back(entry.entry);
    }
    return due;
}

std::vector<pop3::MaildropEntry> MaildropPlan::toConfirm() const
{
    std::vector<pop3::MaildropEntry> unseen;
    for (const Entry &entry : m_entries) {
        const auto known = entry.key.empty() ? m_known.end() : m_known.find(entry.key);
        if (known != m_known.end() && !entry.isDoubtful && entry.seen == 0 && isDue(known->second))
            unseen.push_back(entry.entry);
    }
    return unseen;
}

void MaildropPlan::confirmBySize(std::uint32_t number)
{
    Entry *entry = find(number);
    const auto known = entry && !entry->key.empty() ? m_known.find(entry->key) : m_known.end();
    if (known != m_known.end() && entry->entry.size != 0 && static_cast<std::int64_t>(entry->entry.size) == known->second.size)
        entry->seen = known->second.fingerprint;
}

std::vector<store::StoreWriter::MaildropChange> MaildropPlan::changes() const
{
    std::vector<store::StoreWriter::MaildropChange> changes;
    for (const auto &[key, item] : m_known) {
        const bool listed = m_listedKeys.contains(key);
        if (listed && item.gone != 0)
            changes.push_back({key, 0, {}});
        else if (!listed && item.gone == 0)
            changes.push_back({key, m_options.now, {}});
        else if (!listed && m_options.now - item.gone > kRememberedFor)
            changes.push_back({key, {}, std::string()});
    }
    return changes;
}

} // namespace tern::sync
