// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/ReaderThread.h"

#include "core/base/Log.h"

#include <QCoreApplication>

#include <algorithm>

namespace tern::ui {

ReaderThread::ReaderThread(Factory factory, QObject *parent) : QObject(parent), m_factory(std::move(factory)), m_thread([this] { run(); }) {}

ReaderThread::~ReaderThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
        m_waiting.clear();
        if (m_running)
            m_running->stop.requestStop();
    }
    m_wake.notify_all();
    m_thread.join();
}

void ReaderThread::post(QObject *context, int slot, Job job)
{
    auto entry = std::make_shared<Entry>();
    entry->slot = slot;
    entry->context = context;
    entry->job = std::move(job);
    {
        const std::lock_guard lock(m_mutex);
        if (slot != 0) {
            std::erase_if(m_waiting, [slot](const auto &other) { return other->slot == slot; });
            if (m_running && m_running->slot == slot)
                m_running->stop.requestStop();
        }
        m_waiting.push_back(std::move(entry));
    }
    m_wake.notify_one();
}

void ReaderThread::run()
{
    std::unique_ptr<store::StoreReader> reader;
    for (;;) {
        std::shared_ptr<Entry> entry;
        {
            std::unique_lock lock(m_mutex);
            m_running.reset();
            m_wake.wait(lock, [this] { return m_quit || !m_waiting.empty(); });
            if (m_quit)
                return;
            entry = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_running = entry;
        }
        if (!reader) {
            auto opened = m_factory();
            if (!opened) {
                logWarning("ui", "reader thread: " + opened.error().toString());
                continue;
            }
            reader = std::move(opened).value();
        }
        auto deliver = entry->job(*reader, entry->stop.token());
        if (!deliver || entry->stop.stopRequested())
            continue;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [entry, deliver = std::move(deliver)] {
                // A newer job of the slot may have come while this result was on its way.
                if (entry->context && !entry->stop.stopRequested())
                    deliver();
            },
            Qt::QueuedConnection);
    }
}

} // namespace tern::ui
