// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Certificate.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tern::crypto {

/// What is remembered of one server's certificates.
struct CertificateEntry {
    std::string host;
    std::uint16_t port = 0;
    std::optional<KnownCertificate> accepted;   ///< the last one that was accepted
    std::optional<KnownCertificate> pin;        ///< the one that the person trusts; no other is accepted
    std::optional<KnownCertificate> disputed;   ///< shown in place of the pinned one: nothing goes on there until the person decides
};

/// Which certificates a person decided to trust, and which were seen last, per host and port.
/// Thread: any.
class CertificateBook final {
public:
    /// Told after every change that should outlive the process; on the thread that made it, outside the lock.
    using Changed = std::function<void()>;
    CertificateBook() = default;
    void setListener(Changed changed);

    /// Adds what the book knows (previous, pin, pinned, the problem PinChanged) and remembers what comes of it.
    /// \param now  of the wall clock.
    void judge(CertificateReport &report, UnixMillis now);

    /// The person's decision for this server. Ends a dispute.
    void pin(const std::string &host, std::uint16_t port, const CertificateInfo &certificate, UnixMillis now);
    /// Back to the authorities alone. Ends a dispute. \return whether there was a pin.
    bool unpin(const std::string &host, std::uint16_t port);
    /// Keeps the pin and lets connections try again. \return whether there was a dispute.
    bool settle(const std::string &host, std::uint16_t port);

    [[nodiscard]] std::optional<CertificateEntry> entry(const std::string &host, std::uint16_t port) const;
    [[nodiscard]] std::vector<CertificateEntry> entries() const;
    [[nodiscard]] bool isDisputed(const std::string &host, std::uint16_t port) const;
    /// What was refused there last, in this process and since the last success.
    [[nodiscard]] std::optional<CertificateReport> refused(const std::string &host, std::uint16_t port) const;

    /// The entries as JSON, for a setting; load() takes them back. Errors: StorageDamaged.
    [[nodiscard]] std::string toSetting() const;
    Result<void> load(std::string_view setting);

private:
    using Key = std::pair<std::string, std::uint16_t>;
    void trim();

    mutable std::mutex m_mutex;
    Changed m_changed;
    std::map<Key, CertificateEntry> m_entries;
    std::map<Key, CertificateReport> m_refused;
};

} // namespace tern::crypto
