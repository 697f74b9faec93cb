// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/DraftKeeper.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"

namespace tern::ui {
namespace {

constexpr std::chrono::seconds kAfterChange{1};
constexpr std::chrono::seconds kAtLatest{5};

} // namespace

DraftKeeper::DraftKeeper(engine::Engine &engine, std::function<store::DraftRecord()> collect, QObject *parent)
    : QObject(parent), m_engine(engine), m_collect(std::move(collect))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kAfterChange);
    m_atLatest.setSingleShot(true);
    m_atLatest.setInterval(kAtLatest);
    connect(&m_soon, &QTimer::timeout, this, &DraftKeeper::save);
    connect(&m_atLatest, &QTimer::timeout, this, &DraftKeeper::save);
}

void DraftKeeper::touch()
{
    if (m_stopped)
        return;
    m_dirty = true;
    m_soon.start();
    if (!m_atLatest.isActive())
        m_atLatest.start();
}

void DraftKeeper::stop()
{
    m_stopped = true;
    m_dirty = false;
    m_soon.stop();
    m_atLatest.stop();
}

void DraftKeeper::flush(std::function<void(Result<void>)> then)
{
    if (!isDirty() || m_stopped)
        return then({});
    m_waiting.push_back(std::move(then));
    save();
}

void DraftKeeper::save()
{
    // The first save tells the id, so the second waits for it.
    if (m_saving || !m_dirty || m_stopped)
        return;
    m_soon.stop();
    m_atLatest.stop();
    m_dirty = false;
    m_saving = true;
    store::DraftRecord draft = m_collect();
    draft.id = m_saved.id;
    draft.version = m_saved.version;
    draft.serverMailbox = m_saved.serverMailbox;
    draft.serverUidValidity = m_saved.serverUidValidity;
    draft.serverUid = m_saved.serverUid;
    draft.serverVersion = m_saved.serverVersion;
    m_engine.saveDraft(std::move(draft), onUi(this, [this](Result<store::DraftRecord> outcome) { finished(std::move(outcome)); }));
}

void DraftKeeper::finished(Result<store::DraftRecord> outcome)
{
    m_saving = false;
    if (outcome) {
        m_saved = std::move(*outcome);
        Q_EMIT saved(m_saved.saved);
    } else {
        m_dirty = !m_stopped;
        Q_EMIT failed(outcome.error());
    }
    const bool again = outcome.ok() && m_dirty && !m_waiting.empty();
    if (again)
        return save();
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &then : waiting)
        then(outcome ? Result<void>() : Result<void>(outcome.error()));
    if (m_dirty && !m_stopped)
        (outcome ? m_soon : m_atLatest).start();
}

} // namespace tern::ui
