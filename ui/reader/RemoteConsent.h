// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/WindowContext.h"

#include <QString>

namespace tern::ui {

/// Whose pictures on other machines a person wants to see always: senders and whole domains, kept as settings.
/// Thread: UI; reads are small.
class RemoteConsent final {
public:
    explicit RemoteConsent(const WindowContext &context) : m_context(context) {}

    /// \param address  of the sender; empty: never.
    [[nodiscard]] bool isGiven(const QString &address) const;
    void giveToSender(const QString &address);
    /// To everybody of the address's domain.
    void giveToDomain(const QString &address);

    /// What is behind the "@", lower case; empty if there is none.
    [[nodiscard]] static QString domainOf(const QString &address);

private:
    [[nodiscard]] QStringList list(const QString &key) const;
    void add(const QString &key, const QString &entry);

    WindowContext m_context;
};

} // namespace tern::ui
